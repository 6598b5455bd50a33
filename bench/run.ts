/** Measures how quick the service is and writes docs/performance.md with its plot: `npm run bench -- --help`. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import SQLite from 'better-sqlite3';
import { busiest } from './load.ts';
import { isReached, median, type Result } from './measure.ts';
import { comparePeers } from './peers.ts';
import { drawPlot, type Report, writePage } from './report.ts';
import { type Bench, type Database, scenarios } from './scenarios.ts';
import { here, pinned, pinThisProcess, versionOf } from './servers.ts';

const USAGE = `npm run bench -- [options]
  --sizes 1000,100000   statements of the synthetic databases; records are made in memory: some 30 GB for a million
  --rounds 7            rounds, of which the median counts
  --seconds 2           seconds that requests/s are measured
  --only NAME,…         only these scenarios: ${Object.keys(scenarios).join(', ')}
  --peers               install servers of others and compare with them
  --out docs            folder of performance.md and performance.svg
  --quick               a smoke run of a few seconds: a small database, one short round`;

const began = performance.now();
const log = (line: string) =>
  console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}`);

/** A database of so many statements, written by a process of its own. */
function generate(folder: string, statements: number): Database {
  log(`${statements} statements`);
  const file = join(folder, `${statements}.sqlite`);
  const heap = `--max-old-space-size=${Math.floor((0.9 * totalmem()) / 2 ** 20)}`;
  const args = [heap, here('generate.ts'), '--statements', String(statements), '--out', file];
  const told = execFileSync(process.execPath, args, { encoding: 'utf8' });
  return { ...(JSON.parse(told) as Omit<Database, 'file'>), file };
}

function facts({ databases, rounds, seconds }: Bench): string[] {
  const sqlite = new SQLite(':memory:').prepare('SELECT sqlite_version()').pluck().get();
  const sizes = databases.map(({ statements }) => statements.toLocaleString('en'));
  return [
    `${new Date().toISOString().slice(0, 10)}, in ${((performance.now() - began) / 60_000).toFixed(0)} minutes; ${rounds} rounds, each contender once in each, ${seconds} s for one measurement of requests/s: a second of the processor time that the server took, so that nothing else that ran counts.`,
    `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.versions.node}, SQLite ${sqlite}, better-sqlite3 ${versionOf('better-sqlite3')}, Fastify ${versionOf('fastify')}.`,
    pinned
      ? `The servers had one core, everything that asked them another; asking took ${Math.round(100 * busiest.share)} % of that at most.`
      : 'Servers and load were not kept on cores of their own (no taskset, or one core only).',
    `Synthetic databases of ${sizes.join(' and ')} statements (\`npm run bench:generate\`), the same on every machine.`,
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string' },
      peers: { type: 'boolean', default: false },
      out: { type: 'string', default: here('../docs') },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const { quick } = values;
  const sizes = (values.sizes ?? (quick ? '600' : '1000,100000')).split(',').map(Number);
  const chosen = values.only ?? Object.keys(scenarios).join(',');
  mkdirSync(here('../build'), { recursive: true });
  const folder = mkdtempSync(join(here('../build'), 'bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const databases = sizes.map((statements) => generate(folder, statements)) as Bench['databases'];
  const bench: Bench = {
    databases,
    rounds: Number(values.rounds ?? (quick ? 1 : 7)),
    seconds: Number(values.seconds ?? (quick ? 0.1 : 2)),
    every: quick ? 20 : 1,
    folder,
    log,
  };
  process.env.NODE_COMPILE_CACHE = join(folder, 'compile-cache'); // as `npm start` has it
  pinThisProcess();
  const wanted = [
    ...chosen.split(',').map((name) => [name, scenarios[name]] as const),
    ...(values.peers ? [['peers', comparePeers] as const] : []),
  ];
  const results: Result[] = [];
  const failures: string[] = [];
  for (const [name, measure] of wanted) {
    log(name);
    try {
      if (!measure) throw new Error('there is no such scenario');
      results.push(...(await measure(bench)));
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
  const report: Report = { facts: facts(bench), results, failures };
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'performance.md'), writePage(report));
  writeFileSync(join(out, 'performance.svg'), drawPlot(report));
  for (const failure of failures) console.log(`FAILED  ${failure}`);
  for (const target of results.flatMap(({ targets = [] }) => targets))
    console.log(isReached(target) ? 'reached' : 'MISSED ', target.what, median(target.values).toFixed(2));
}

await main();
process.exit(); // connections that are kept would hold it up
