/** What is left out for readers that pay for each character, and that it is told where it cannot be found elsewhere. */
import { expect, it } from 'vitest';
import { compact, dropMembers, type LeftOut } from '../../src/api/mcp/compact.ts';

it('the days of a date are left out beside the date alone', () => {
  const days = { date_earliest: '2031-05-01', date_latest: '2031-05-31' };
  expect(compact({ date: '2031-05', ...days }, 9, {})).toEqual({ date: '2031-05' });
  expect(compact(days, 9, {})).toEqual(days);
});

it('members that are left out are counted by their list, wherever it stands', () => {
  const leftOut: LeftOut = {};
  const value = [{ words: ['a', 'b', 'c'] }, { words: ['d', 'e'] }, { words: ['f'] }];
  expect(compact({ parts: value }, 1, leftOut)).toEqual({ parts: [{ words: ['a'] }] });
  expect(leftOut).toEqual({ parts: 2, 'parts.words': 2 });
  compact({ parts: value }, 2, leftOut);
  expect(leftOut).toEqual({ parts: 3, 'parts.words': 3 });
});

it('why a field is empty is told, but for what cannot apply there', () => {
  const not_stated = [
    { field: 'date', reason: 'not_in_sources' },
    { field: 'target', reason: 'not_applicable' },
  ];
  expect(compact({ not_stated }, 9, {})).toEqual({ not_stated: { date: 'not_in_sources' } });
});

it('a record of a list keeps references and citations, and no other lists of objects', () => {
  const topics = [{ id: 'arms', name: 'Arms', url: '/topics/arms' }];
  const citations = [{ id: 'c', field: 'kind', exact: 'said' }];
  const record = { id: 'x', topics, citations, words: ['a'], voices: [{ who: 'y' }] };
  expect(dropMembers(record)).toEqual({ id: 'x', topics, citations, words: ['a'] });
});
