/** What people look for in the dataset itself, and what they expect to find first. */
import { beforeAll, describe, expect, it } from 'vitest';
import { search } from '../../src/query/search.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { findDatabase, REAL } from '../database.ts';
import { atEnd } from '../ending.ts';

let store: Store;
beforeAll(() => {
  store = openStore(findDatabase(REAL));
  atEnd(() => store.close());
});

const find = (q: string) => search(store, { q, collections: [], limit: 20, after: null });
const urls = (q: string) => find(q).hits.map(({ url }) => url);

describe('a search of the dataset', () => {
  it.each([
    ['oreshnik', '/weapons/oreshnik'],
    ['oresh*', '/weapons/oreshnik'],
    ['lavrov', '/people/sergey-lavrov'],
    ['Sergei Lavrov', '/people/sergey-lavrov'],
    ['putin', '/people/vladimir-putin'],
    ['carlson', '/people/tucker-carlson'],
    ['zelenskyy', '/people/vladimir-zelensky'],
    ['Zelenskiy', '/people/vladimir-zelensky'],
    ['Volodymyr Zelenskyy', '/people/vladimir-zelensky'],
    ['Russian Federation', '/parties/russia'],
    ['demilitarization', '/topics/demilitarisation'],
    ['nato', '/parties/nato'],
    ['russia', '/parties/russia'],
    ['nato membership', '/topics/nato-membership'],
    ['interviewed Lavrov', '/events/lavrov-carlson-interview'],
  ])('%s finds %s first', (q, first) => {
    expect(urls(q)[0]).toBe(first);
  });

  it('finds those who took part in an event with it', () => {
    expect(urls('interviewed Lavrov')).toEqual(
      expect.arrayContaining(['/people/sergey-lavrov', '/people/tucker-carlson']),
    );
  });

  it('counts the evidence with the record', () => {
    const [weapon] = find('oreshnik').hits;
    expect(weapon?.also).toMatchObject({ attributes: expect.any(Number), citations: expect.any(Number) });
  });

  it.each([
    ['samarkand', [{ word: 'samarkand', suggestion: null }]],
    ['oreshnk', [{ word: 'oreshnk', suggestion: 'Oreshnik' }]],
    [
      'ukriane misiles',
      [
        { word: 'ukriane', suggestion: 'Ukraine' },
        { word: 'misiles', suggestion: 'missiles' },
      ],
    ],
  ])('%s is not found, and the nearest is named', (q, expected) => {
    expect(find(q)).toMatchObject({ total: 0, hits: [], notFound: expected });
  });
});
