/** Measures how quick the service is, as ratios within one run, and writes docs/performance.md and its plot. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { databasesFor } from './databases.ts';
import type { Figures } from './figures.ts';
import { Helper } from './load/helper.ts';
import { conditions, machine, stayOffTheServersCore, versions } from './machine.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { DOCUMENT, PLOT, WORK } from './places.ts';
import { plot } from './plot.ts';
import { endAll, endWithThisProcess } from './processes.ts';
import { report, summary } from './report.ts';
import { scenarios } from './scenarios/index.ts';
import type { Bench, Scenario } from './scenarios/scenario.ts';

const began = performance.now();
const MINUTE = 60_000;
const minutes = () => (performance.now() - began) / MINUTE;
const log = (line: string) => console.error(`${minutes().toFixed(1).padStart(6)} min  ${line}`);

function chosen({ only }: Options): Scenario[] {
  const unknown = only?.filter((name) => !scenarios.some((scenario) => scenario.name === name)) ?? [];
  if (unknown.length)
    throw new Error(
      `no scenario ${unknown.join(', ')}; there are ${scenarios.map(({ name }) => name).join(', ')}`,
    );
  return scenarios.filter(({ name }) => only?.includes(name) ?? true);
}

async function prepared(options: Options): Promise<Bench> {
  const [first, ...rest] = await databasesFor(options, log);
  if (!first) throw new Error('no sizes to measure at');
  return {
    options,
    databases: [first, ...rest],
    helper: new Helper('load'),
    scanner: new Helper('server'),
    log,
  };
}

/** Runs every scenario; one that fails is told so in the report, and the others still run. */
async function measured(options: Options): Promise<Figures> {
  const wanted = chosen(options);
  const bench = await prepared(options);
  const found: Figures = { facts: factsOf(bench), figures: [], combinations: [], skipped: [] };
  for (const scenario of wanted) {
    log(scenario.name);
    try {
      const { figures, combinations = [], skipped = [] } = await scenario.run(bench);
      found.figures.push(...figures);
      found.combinations.push(...combinations);
      found.skipped.push(...skipped.map((why) => ({ scenario: scenario.name, why })));
    } catch (error) {
      log(`${scenario.name}: ${(error as Error).message}`);
      found.skipped.push({ scenario: scenario.name, why: (error as Error).message });
      process.exitCode = 1;
    }
  }
  return { ...found, facts: { ...found.facts, minutes: minutes() } };
}

const factsOf = ({ options, databases }: Bench): Figures['facts'] => ({
  date: new Date().toISOString().slice(0, 10),
  versions: versions(),
  machine: machine(),
  sizes: databases.map(({ size }) => size),
  synthetic: databases[0].synthetic,
  rounds: options.rounds,
  seconds: options.seconds,
  minutes: 0,
  notes: conditions(),
});

/** Several runs as one: scenarios may be measured one by one. */
function joined(runs: readonly Figures[]): Figures {
  const [first] = runs as [Figures];
  return {
    facts: {
      ...first.facts,
      minutes: runs.reduce((sum, { facts }) => sum + facts.minutes, 0),
      notes: [
        ...first.facts.notes,
        ...(runs.length > 1 ? [`Scenarios were measured in ${runs.length} runs, one after the other.`] : []),
      ],
    },
    figures: runs.flatMap(({ figures }) => figures),
    combinations: runs.flatMap(({ combinations }) => combinations),
    skipped: runs.flatMap(({ skipped }) => skipped),
  };
}

const read = (file: string): Figures => JSON.parse(readFileSync(file, 'utf8')) as Figures;

function write(options: Options, figures: Figures): void {
  if (options.json) writeFileSync(options.json, `${JSON.stringify(figures)}\n`);
  if (options.documents) {
    mkdirSync(new URL('.', `file://${DOCUMENT}`), { recursive: true });
    writeFileSync(DOCUMENT, report(figures));
    writeFileSync(PLOT, plot(figures));
  }
  console.log(summary(figures));
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return console.log(USAGE);
  if (options.from) return write(options, joined(options.from.map(read)));
  rmSync(WORK, { recursive: true, force: true });
  mkdirSync(WORK, { recursive: true });
  endWithThisProcess();
  stayOffTheServersCore();
  try {
    write(options, await measured(options));
  } finally {
    await endAll();
    rmSync(WORK, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
