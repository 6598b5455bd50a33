/**
 * Every check that a change has to pass: `npm run ci`. A step that fails does not keep the next from running.
 * With `--counts FILE`, how many passed and failed is written there: tests, and steps that failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({ options: { counts: { type: 'string' } } });
/** The documents that the data is curated from, which are not in the repository. */
const documents = process.env.DOCUMENTS ?? '../shared/sources';

const failures: string[] = [];

/** Runs a script of package.json; whether it went well. */
function run(script: string, ...args: string[]): boolean {
  console.log(`== ${[script, ...args].join(' ')}`);
  return spawnSync('npm', ['run', '--silent', script, '--', ...args], { stdio: 'inherit' }).status === 0;
}

function step(script: string, ...args: string[]): void {
  if (run(script, ...args)) return;
  console.log(`== ${script}: FAILED`);
  failures.push(script);
}

/** Runs a script that tests; how many passed and failed. */
function test(script: string): { passed: number; failed: number } {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-ci-'));
  const file = join(folder, 'report.json');
  const well = run(script, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`);
  let [passed, failed] = [0, 0];
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    passed = report.numPassedTests;
    failed = report.numFailedTests;
    // A file that could not be loaded, or whose hooks failed, has no failed test of its own.
    for (const { status, assertionResults } of report.testResults)
      if (status === 'failed' && !assertionResults.some((one: { status: string }) => one.status === 'failed'))
        failed++;
  } catch (error) {
    console.log(`no usable test report: ${(error as Error).message}`);
  }
  rmSync(folder, { recursive: true });
  // Errors outside any test, no test at all, no report.
  if (failed === 0 && (!well || passed === 0)) failed = 1;
  return { passed, failed };
}

step('lint');
step('typecheck');
step('imports');
step('db:check');
step('client:check');
step('data:build');
step('data:fix', '--check');
if (existsSync(documents)) step('data:verify', '--documents', documents);
else console.log(`note: no documents at ${documents}; data:verify is left out`);
// For the reader of the log: it says what changes, and fails nothing.
if (!run('data:changes', '--base', 'HEAD~1')) console.log('note: no comparison with the revision before');
step('smoke');
step('test:recipes');
const failedTests: string[] = [];
let [passed, failed] = [0, 0];
for (const script of ['test', 'test:fuzz', 'test:faults', 'test:bench', 'test:cluster']) {
  const found = test(script);
  passed += found.passed;
  failed += found.failed;
  if (found.failed) failedTests.push(`${found.failed} of ${script}`);
}

if (options.counts) {
  writeFileSync(options.counts, `${passed} ${failed + failures.length}\n`);
}
const all = [...failures, ...failedTests];
console.log(all.length ? `== failed: ${all.join(', ')}` : `== all checks and ${passed} tests passed`);
process.exitCode = all.length ? 1 : 0;
