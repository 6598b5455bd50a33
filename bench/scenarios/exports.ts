/** The whole collection as CSV, and a filtered one. */
import { createWriteStream } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Measured } from '../databases.ts';
import { datasetOf } from '../dataset.ts';
import type { Contender } from '../measure.ts';
import { ensure, figureOf, interleaved, using } from '../measure.ts';
import { WORK } from '../places.ts';
import { startCold } from '../servers/ours.ts';
import { startBareStream } from '../servers/same.ts';
import type { Server } from '../servers/server.ts';
import { BARE, OURS } from './hot.ts';
import { type Bench, eachSize, SCAN, type Scenario, type Yield, yardstick } from './scenario.ts';

const PATH = '/statements.csv';
const MEGA = 1e6;
const SECOND = 1000;
/** A long export is measured in fewer rounds: each takes long enough to even itself out. */
const LONG = 100_000;
const LONG_ROUNDS = 3;
const [QUOTE, NEW_LINE] = ['"', '\n'].map((sign) => sign.charCodeAt(0));

/** Counts the rows of a CSV as it passes: line ends outside quotation marks. */
export function rowCounter() {
  let quoted = false;
  let rows = 0;
  return {
    feed(piece: Buffer): Buffer {
      for (const byte of piece) {
        if (byte === QUOTE) quoted = !quoted;
        else if (byte === NEW_LINE && !quoted) rows++;
      }
      return piece;
    },
    rows: () => rows,
  };
}

/** Passes an export on to `to`; returns its rows, the header aside. */
async function rowsOf(port: number, path: string, to: string): Promise<number> {
  const counter = rowCounter();
  const response = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent: false }, resolve).on('error', reject);
  });
  const counted = async function* (pieces: AsyncIterable<string | Buffer>) {
    for await (const piece of pieces)
      yield counter.feed(typeof piece === 'string' ? Buffer.from(piece) : piece);
  };
  await pipeline(response, counted, createWriteStream(to));
  return counter.rows() - 1;
}

/** Megabytes and rows a second of one export. */
const drained = ({ helper }: Bench, name: string, port: number, path: string, rows: number): Contender => ({
  series: [
    { name, unit: 'MB/s' },
    { name: `${name}, rows`, unit: 'rows/s' },
  ],
  once: async () => {
    const { bytes, milliseconds } = await helper.do({ task: 'drain', port, path });
    return [bytes / MEGA / (milliseconds / SECOND), rows / (milliseconds / SECOND)];
  },
});

const scanned = ({ scanner }: Bench, { file, size }: Measured): Contender => ({
  series: [{ name: SCAN, unit: 'rows/s' }],
  once: async () => [size / (yardstick(await scanner.do({ task: 'scan', file })) / SECOND)],
});

async function compare(bench: Bench, measured: Measured, ours: Server): Promise<Yield> {
  const { values } = await datasetOf(ours, measured.synthetic);
  const filtered = `${PATH}?voice=${values.get('voice.second')}`;
  const file = join(WORK, 'export.csv');
  const some = await rowsOf(ours.port, filtered, file);
  const all = await rowsOf(ours.port, PATH, file);
  ensure(all === measured.size, `the export has ${all} rows for ${measured.size} statements`);
  const rounds = measured.size > LONG ? Math.min(LONG_ROUNDS, bench.options.rounds) : bench.options.rounds;
  return using([() => startBareStream('export', file)], async (bare: Server) => {
    const series = await interleaved(rounds, [
      drained(bench, OURS, ours.port, PATH, all),
      drained(bench, `${OURS}, one filter`, ours.port, filtered, some),
      drained(bench, BARE, bare.port, '/', all),
      scanned(bench, measured),
    ]);
    const of = (unit: string) => series.filter((one) => one.unit === unit && one.name !== `${BARE}, rows`);
    return {
      figures: [
        figureOf(
          'export',
          'CSV of all statements, against node:http streaming it from a file',
          measured.size,
          of('MB/s'),
        ),
        figureOf('export', 'The same in rows, against one full scan', measured.size, of('rows/s')),
      ],
    };
  });
}

export const exports: Scenario = {
  name: 'export',
  run: async (bench) => {
    const yields = await eachSize(bench, (measured) =>
      using([() => startCold(measured.file)], (ours: Server) => compare(bench, measured, ours)),
    );
    return { figures: yields.flatMap(({ figures }) => figures) };
  },
};
