// Loaded before any TypeScript, which an older Node cannot read: so it is told what it lacks, in words that it knows.
const { engines } = require('../package.json');

const [least] = engines.node.match(/[\d.]+/);
const [major, minor] = least.split('.').map(Number);
const [ours, ourMinor] = process.versions.node.split('.').map(Number);
if (ours < major || (ours === major && ourMinor < minor)) {
  console.error(
    `Demarche needs Node ${least} or newer, and this is Node ${process.versions.node}: install a newer one, or ` +
      'run “npm ci --include=dev”, which brings one along.',
  );
  process.exit(1);
}
