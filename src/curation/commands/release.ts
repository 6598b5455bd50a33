import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { hashRecords } from '../../dataset/canonical.ts';
import { check } from '../../dataset/check.ts';
import { readWritten } from '../../dataset/load.ts';
import { folders } from '../../schema/index.ts';
import { releaseResource } from '../../schema/releases.ts';
import type { Rec } from '../../schema/resource.ts';
import { canonicalize } from '../format.ts';
import { compareWritten, countWritten, type RecordChange } from '../release.ts';
import { openFolder, runGit } from '../revision.ts';
import { type Command, CommandError, UsageError } from './command.ts';

type Made = Rec & { date: string; hash: string; before: string | null };

/** The last release: the one that none comes after. */
const findLast = (made: readonly Made[]): Made | undefined =>
  made.find(({ id }) => !made.some(({ before }) => before === id));

/** The revision in which the last release was made: its file came with the records that it has. */
function findRevision(data: string, release: string): string {
  const revision = runGit(data, 'log', '-1', '--format=%H', '--', `releases/${release}.yaml`).trim();
  if (revision) return revision;
  throw new CommandError(
    `releases/${release}.yaml is in no revision yet: commit it with its records, or name them with --base`,
  );
}

/** @throws {CommandError} where a record is there no more, and nothing says what became of it */
function refuseUnexplained(retirements: readonly Rec[], changes: readonly RecordChange[]): void {
  const retired = new Set(retirements.map(({ collection, record }) => `${collection}/${record}`));
  const lost = changes
    .filter(({ change }) => change === 'removed')
    .map(({ collection, record }) => `${collection}/${record}`)
    .filter((name) => !retired.has(name));
  if (lost.length)
    throw new CommandError(
      `${lost.join(', ')} was removed, and nothing says what became of it: write a record in data/retirements`,
    );
}

/**
 * `release`: writes what the data is, and what is new in it, into `releases/`, and its database into the folder of
 * releases. The same name is never given to other data.
 */
export const runRelease: Command = async (options, [title]) => {
  if (!title) throw new UsageError('say what is new in the release: npm run data:release -- "…"');
  const { data } = options;
  const { dataset, release, written } = check(data);
  const { id, date, hash } = release;
  const made = dataset.all('releases') as Made[];
  const last = findLast(made);
  if (last?.hash === hash)
    throw new CommandError(`nothing is new since ${last.id}: these are the records it was made of`);
  const sameDay = made.find((one) => one.date === date);
  if (sameDay)
    throw new CommandError(
      `${sameDay.id} is the release of ${date}, made of other records: write another day into release.yaml`,
    );
  const scratch = mkdtempSync(join(tmpdir(), 'demarche-release-'));
  try {
    const base = last && (options.base ?? findRevision(data, last.id));
    const before = base ? readWritten(openFolder(data, base, scratch), folders) : undefined;
    if (before && last && hashRecords(before) !== last.hash)
      throw new CommandError(`the records at ${base} are not those that ${last.id} was made of`);
    const changes = before ? compareWritten(before, written) : [];
    refuseUnexplained(dataset.all('retirements'), changes);
    const text = stringify({
      title,
      date,
      hash,
      before: last?.id ?? null,
      counts: countWritten(written),
      changes,
      revised: date,
    });
    const file = join(data, 'releases', `${id}.yaml`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, canonicalize(text, releaseResource.record), { flag: 'wx' });
    const { build } = await import('../../dataset/build.ts');
    const { makeDownloads } = await import('../../downloads/make.ts');
    const database = join(options.releases ?? process.env.RELEASES_PATH ?? 'build/releases', `${id}.sqlite`);
    build(data, database);
    makeDownloads(database);
    console.log(`${file}: ${changes.length} changes; ${database}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
