/** Writes a synthetic database, and what that took: `npm run bench:generate -- --statements N --out FILE`. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../src/dataset/build.ts';
import { publish } from '../src/store/publish.ts';
import { synthetic } from './synthetic.ts';

const { values } = parseArgs({
  options: { statements: { type: 'string', default: '1000' }, out: { type: 'string' } },
});
const statements = Number(values.statements);
if (!Number.isInteger(statements) || statements < 1 || !values.out)
  throw new Error('npm run bench:generate -- --statements 1000 --out FILE');
const out = resolve(values.out);
const began = performance.now();
const made = synthetic(statements);
const generated = performance.now();
publish({ ...made, version, inputHash: String(statements) }, out);
console.log(
  JSON.stringify({
    statements,
    bytes: statSync(out).size,
    generate_seconds: (generated - began) / 1000,
    publish_seconds: (performance.now() - generated) / 1000,
    peak_bytes: process.resourceUsage().maxRSS * 1024,
  }),
);
