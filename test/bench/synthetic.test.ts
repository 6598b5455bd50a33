import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { synthetic, words } from '../../bench/synthetic/index.ts';
import { LoadedDataset } from '../../src/dataset/dataset.ts';
import type { Loaded } from '../../src/dataset/load.ts';
import { rules } from '../../src/dataset/rules/index.ts';
import { resourceNamed, resources } from '../../src/schema/index.ts';
import { type Dataset, isWritten, type Rec } from '../../src/schema/resource.ts';

const SIZE = 1000;
const { dataset, release } = synthetic(SIZE);

const written = resources.filter(isWritten);
const parsed = new Map<string, Rec[]>();
for (const { name, record } of written)
  parsed.set(
    name,
    [...dataset.all(name)].map((one) => record.parse(one) as Rec),
  );

/** The records as the loader would have them after reading files. */
function loadedRecords(): Map<string, Loaded[]> {
  const records = new Map<string, Loaded[]>();
  const place = (record: Rec): Loaded => ({ record, file: '', path: [] });
  for (const [name, list] of parsed) records.set(name, list.map(place));
  for (const { name, within } of resources) {
    if (!within) continue;
    const singular = resourceNamed.get(within.collection)?.singular ?? '';
    const embedded = (parsed.get(within.collection) ?? []).flatMap((parent) =>
      (parent[within.field] as Record<string, unknown>[]).map(
        (member): Rec => ({ id: within.id(parent, member), [singular]: parent.id, ...member }),
      ),
    );
    records.set(name, embedded.sort((a, b) => (a.id < b.id ? -1 : 1)).map(place));
  }
  return records;
}

const loaded = new LoadedDataset(resources, {
  release,
  expectations: null,
  records: loadedRecords(),
  refused: new Set(),
  problems: [],
});

const kept = resources.filter(({ made }) => !made).map(({ name }) => name);
const sorted = (records: readonly Rec[]) => [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
const textOf = (statement: Rec) => {
  const { title, paraphrase, condition, target, reports } = statement;
  const fragments = (reports as { wording: { exact: string }[] }[]).flatMap(({ wording }) => wording);
  return [title, paraphrase, condition, target, ...fragments.map(({ exact }) => exact)].join(' ');
};

describe('its records', () => {
  test.each(written.map(({ name }) => name))('%s are written as the loader gives them', (name) => {
    const lines = (records: Iterable<Rec>) => [...records].map((record) => JSON.stringify(record));
    expect(lines(dataset.all(name))).toEqual(lines(parsed.get(name) ?? []));
  });

  test('pass every rule', () => {
    const problems = rules.flatMap((rule) => [...rule(loaded, release, null)]);
    expect(problems).toEqual([]);
  });

  test.each(resources.map(({ name }) => name))('%s have ids in ascending order', (name) => {
    const ids = [...dataset.all(name)].map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter((id, at) => at > 0 && id <= (ids[at - 1] as string))).toEqual([]);
  });

  test('are as many as asked for, in proportion', () => {
    const count = (name: string, from: Dataset = dataset) => [...from.all(name)].length;
    expect(count('statements')).toBe(SIZE);
    for (const few of [1, 2, 9, 120, 151]) expect(count('statements', synthetic(few).dataset)).toBe(few);
    const share = (name: string) => count(name) / SIZE;
    expect(share('reports')).toBeCloseTo(1.3, 1);
    expect(share('demands')).toBeCloseTo(1 / 7, 1);
    expect(share('events')).toBeCloseTo(1 / 8, 1);
    expect(share('divergences')).toBeCloseTo(1 / 10, 1);
    expect(() => synthetic(0)).toThrow(RangeError);
  });
});

test('the same seed and size give the same bytes, another seed others', () => {
  const digest = (seed: number) => {
    const hash = createHash('sha256');
    const { dataset: made } = synthetic(300, { seed });
    for (const name of kept) for (const record of made.all(name)) hash.update(JSON.stringify(record));
    for (const citation of made.evidence()) hash.update(JSON.stringify(citation));
    return hash.digest('hex');
  };
  expect(digest(1)).toBe(digest(1));
  expect(digest(2)).not.toBe(digest(1));
});

describe('what the dataset answers is what its records say', () => {
  const ids = (records: readonly Rec[]) => records.map(({ id }) => id);

  test.each(kept)('all and get of %s', (name) => {
    const all = [...loaded.all(name)];
    expect([...dataset.all(name)]).toEqual(all);
    // Backwards, so that what was made before is forgotten in between.
    for (const record of all.toReversed()) expect(dataset.get(name, record.id)).toEqual(record);
    for (const id of ['none', 'd00000-none-000', 'd99999-none-000', 'd00000-none-000.none'])
      expect(dataset.get(name, id)).toBeUndefined();
  });

  test.each([
    ['statements', 'demands', 'statements'],
    ['demands', 'statements', 'responds_to.to'],
    ['parties', 'statements', 'responds_to.to'],
    ['events', 'statements', 'about'],
    ['sources', 'statements', 'reports.source'],
  ])('who refers to %s: %s, %s', (collection, from, path) => {
    const all = [...loaded.all(collection)];
    for (const { id } of all)
      expect(ids(dataset.referrers(collection, id, from, path))).toEqual(
        ids(loaded.referrers(collection, id, from, path)),
      );
    expect(all.some(({ id }) => dataset.referrers(collection, id, from, path).length)).toBe(true);
  });

  test('no other lookup is answered wrongly: it is refused', () => {
    const [person] = [...dataset.all('people')];
    expect(() => dataset.referrers('people', person?.id ?? '', 'statements', 'speaker')).toThrow();
  });

  test.each(kept)('citations of %s', (name) => {
    for (const { id } of loaded.all(name))
      expect(sorted(dataset.citations(name, id))).toEqual(sorted(loaded.citations(name, id)));
  });

  test('all evidence', () => {
    expect([...dataset.evidence()]).toEqual([...loaded.evidence()]);
  });
});

describe('it is as uneven as life', () => {
  const statements = [...synthetic(20_000).dataset.all('statements')];
  const share = (test: (statement: Rec) => boolean) => statements.filter(test).length / statements.length;

  test('the common word is in about a third of the statements, the rare one in a few', () => {
    const common = new RegExp(`\\b${words.common}\\b`);
    expect(share((statement) => common.test(textOf(statement)))).toBeCloseTo(1 / 3, 1);
    const rare = statements.filter((statement) => textOf(statement).includes(words.rare));
    expect(rare.length).toBeGreaterThan(0);
    expect(rare.length).toBeLessThan(20);
  });

  test('one speaks much, most say little', () => {
    const said = new Map<unknown, number>();
    for (const { speaker } of statements) said.set(speaker, (said.get(speaker) ?? 0) + 1);
    const counts = [...said.values()].sort((a, b) => b - a);
    expect((counts[0] ?? 0) / statements.length).toBeGreaterThan(0.08);
    expect((counts[0] ?? 0) / statements.length).toBeLessThan(0.17);
    expect(counts.filter((count) => count < 30).length).toBeGreaterThan(counts.length / 2);
  });

  test('names are spelled with ё and with accents', () => {
    const spellings = [...dataset.all('people'), ...dataset.all('parties')].map((record) =>
      JSON.stringify(record.spellings),
    );
    expect(spellings.some((text) => /ё/i.test(text))).toBe(true);
    expect(spellings.some((text) => /[áéíöüšžñ]/i.test(text))).toBe(true);
  });
});

test('however large it is, little of it is in memory', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { dataset: large } = synthetic(200_000);
  const used = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  const read = { statements: 0, divergences: 0 };
  for (const _ of large.all('statements')) if (++read.statements === 20_000) break;
  let last: Rec | undefined;
  for (last of large.all('divergences')) read.divergences++;
  expect(read.divergences).toBeGreaterThan(19_000);
  expect(used() - before).toBeLessThan(20_000_000);
  const id = String((last?.about as string[] | undefined)?.[0]).replace('statements/', '');
  expect(large.get('statements', id)?.id).toBe(id);
  expect(id).toMatch(/^d01999-/);
});
