/** Builds the database of a synthetic dataset: `npm run bench:generate -- --statements 100000 --out FILE`. */
import { parseArgs } from 'node:util';
import { write } from '../src/store/write.ts';
import { synthetic } from './synthetic/index.ts';

const { values } = parseArgs({ options: { statements: { type: 'string' }, out: { type: 'string' } } });
const statements = Number(values.statements);
if (!Number.isInteger(statements) || statements < 1 || !values.out) {
  console.error('usage: npm run bench:generate -- --statements NUMBER --out FILE');
  process.exit(2);
}
const began = performance.now();
const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
const { dataset, release } = synthetic(statements);
const built = write({ dataset, release }, values.out, `synthetic ${statements}`, (what) =>
  console.log(`${seconds()} s: ${what}`),
);
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(`${values.out}: ${built.records} records in ${seconds()} s, at most ${megabytes} MB of memory`);
