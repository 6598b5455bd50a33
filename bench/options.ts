/** The command line of the benchmark. */
import { parseArgs } from 'node:util';

export interface Options {
  sizes: number[];
  /** A database to measure on instead of synthetic ones. */
  database: string | null;
  rounds: number;
  seconds: number;
  /** Names of scenarios; null is all. */
  only: string[] | null;
  /** Where the raw figures are written. */
  json: string | null;
  /** Raw figures, of one run or of several, to write the documents from without measuring. */
  from: string[] | null;
  documents: boolean;
  quick: boolean;
  /** Distinct URLs that the bounded cache is asked for. */
  urls: number;
}

export const USAGE = `npm run bench -- [options]

  --sizes 1000,100000,1000000   statements in the synthetic databases
  --database FILE               measure on this database instead; writes no documents
  --rounds 9                    rounds, of which the median counts
  --seconds 2                   seconds a throughput or latency is measured, whole ones
  --only NAME,…                 only these scenarios; writes no documents
  --urls 200000                 distinct URLs that the bounded cache is asked for
  --json FILE                   write the raw figures there
  --from FILE,…                 measure nothing: write the documents from raw figures
  --no-docs                     leave docs/performance.md and .svg as they are
  --quick                       a smoke run: one small size, two short rounds, no documents
  --help`;

const QUICK = { sizes: [1_000], rounds: 2, seconds: 1, urls: 3_000 };
const FULL = { sizes: [1_000, 100_000, 1_000_000], rounds: 9, seconds: 2, urls: 200_000 };

function positive(name: string, text: string): number {
  const number = Number(text.replaceAll('_', ''));
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name}: “${text}” is not a whole number above 0`);
  return number;
}

const listed = (text: string): string[] => text.split(',').filter((part) => part !== '');

/**
 * Reads the command line; null where it asks for help.
 * @throws {Error} that says what is wrong with it
 */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string' },
      database: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string' },
      urls: { type: 'string' },
      json: { type: 'string' },
      from: { type: 'string' },
      'no-docs': { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const usual = values.quick ? QUICK : FULL;
  const number = (name: 'rounds' | 'seconds' | 'urls') =>
    values[name] === undefined ? usual[name] : positive(name, values[name]);
  const sizes = values.sizes ? listed(values.sizes).map((size) => positive('sizes', size)) : usual.sizes;
  return {
    sizes: [...new Set(sizes)].sort((a, b) => a - b),
    database: values.database ?? null,
    rounds: number('rounds'),
    seconds: number('seconds'),
    urls: number('urls'),
    only: values.only ? listed(values.only) : null,
    json: values.json ?? null,
    from: values.from ? listed(values.from) : null,
    documents: !values['no-docs'] && !values.quick && !values.only && !values.database,
    quick: values.quick,
  };
}
