import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { synthetic, words } from '../../bench/synthetic.ts';
import { resources } from '../../src/schema/index.ts';
import type { Rec } from '../../src/schema/resource.ts';
import { publish } from '../../src/store/publish.ts';
import { emptyFolder } from '../ending.ts';

const STATEMENTS = 800;

describe('synthetic records', () => {
  let dataset: ReturnType<typeof synthetic>['dataset'];
  const count = (collection: string) => [...dataset.all(collection)].length / STATEMENTS;

  beforeAll(() => {
    dataset = synthetic(STATEMENTS).dataset;
  });

  it('are as their schemas have them once they are read', () => {
    for (const { name, record, within, makeRecords } of resources) {
      // Members of a list are checked with the record that they stand in.
      if (within || makeRecords) continue;
      for (const one of dataset.all(name)) expect(record.parse(one)).toEqual(one);
    }
  });

  it('refer to records that are there', () => {
    for (const { id, source, record } of dataset.listEvidence()) {
      expect(dataset.get('sources', source), id).toBeDefined();
      const [collection = '', cited = ''] = record.split('/');
      expect(dataset.get(collection, cited), id).toBeDefined();
    }
  });

  it('have the shape of the curated ones', () => {
    expect(count('statements')).toBe(1);
    expect(count('reports')).toBeCloseTo(1.4, 0);
    expect(count('citations')).toBeCloseTo(8, -1);
    expect(count('demands')).toBeCloseTo(0.16, 1);
    expect(count('events')).toBeCloseTo(0.2, 1);
    expect(count('divergences')).toBeCloseTo(0.5, 0);
  });

  it('hold one word often and one hardly ever', () => {
    const holding = (word: string) =>
      [...dataset.all('statements')].filter(({ title, paraphrase }: Rec) =>
        `${title} ${paraphrase}`.includes(word),
      ).length;
    expect(holding(words.common) / STATEMENTS).toBeGreaterThan(0.2);
    expect(holding(words.common) / STATEMENTS).toBeLessThan(0.5);
    expect(holding(words.rare)).toBeGreaterThan(0);
    expect(holding(words.rare)).toBeLessThanOrEqual(8);
  });
});

it('the same seed gives the same file, another seed other records', () => {
  const folder = emptyFolder();
  const [one, same] = ['one', 'same'].map((name) => {
    const file = join(folder, name);
    publish({ ...synthetic(40, { seed: 7 }), version: '0', inputHash: '' }, file);
    return readFileSync(file);
  });
  expect(same && one?.equals(same)).toBe(true);
  const ids = (seed: number) => [...synthetic(40, { seed }).dataset.all('statements')].map(({ id }) => id);
  expect(ids(8)).not.toEqual(ids(7));
});
