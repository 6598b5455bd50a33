import { describe, expect, test } from 'vitest';
import { eachAccepted, eachRefused } from './cases.ts';
import { Copy, refusal } from './support.ts';

describe('evidence', () => {
  const PORT = 'regions/port-vell.yaml';
  const port = (to: string) => (copy: Copy) =>
    copy.replace(
      PORT,
      'source: harbour, start: 26, end: 141, exact: harbour of Port Vell',
      `source: envoy, ${to}`,
    );
  eachRefused([
    [
      'a person without any',
      (copy) =>
        copy.write(
          'people/tomas-quint.yaml',
          copy.read('people/tomas-quint.yaml').replace(/spellings:[\s\S]*(?=revised)/, ''),
        ),
      'people/tomas-quint.yaml:1: no evidence; cite the passage that supports it',
    ],
    [
      'a record without any',
      (copy) => copy.write(PORT, copy.read(PORT).replace(/citations:[\s\S]*(?=revised)/, '')),
      'regions/port-vell.yaml:1: no evidence; cite the passage that supports it',
    ],
    [
      'a report without any',
      (copy) =>
        copy.write(
          'statements/easing.yaml',
          copy.read('statements/easing.yaml').replace(/ {4}wording:[\s\S]*(?=revised)/, ''),
        ),
      'statements/easing.yaml:14: reports.0: no evidence; cite the passage that supports it',
    ],
    [
      'an attribute without any',
      (copy) =>
        copy.replace(
          'weapons/falcon.yaml',
          '    citations:\n      - { source: envoy, start: 333, end: 388, exact: Falcon missiles were fired }\n',
          '',
        ),
      'weapons/falcon.yaml:11: attributes.1: no evidence; cite the passage that supports it',
    ],
    [
      'a passage that ends before it starts',
      port('start: 145, end: 144, exact: harbour of Port Vell'),
      'regions/port-vell.yaml:6: citations.0.end: ends before it starts; give the range of the passage',
      'regions/port-vell.yaml:6: citations.0.exact: longer than its passage; mend the range',
    ],
    [
      'a passage of nothing',
      port('start: 145, end: 145, exact: harbour of Port Vell'),
      /citations\.0\.end: ends before it starts; /,
      /citations\.0\.exact: longer than its passage; /,
    ],
    [
      'a passage of 601 code points',
      port('start: 400, end: 1001, exact: harbour of Port Vell'),
      'regions/port-vell.yaml:6: citations.0.end: a passage of 601 code points; at most 600',
    ],
    [
      'a passage that ends after the article',
      port('start: 1289, end: 1310, exact: harbour of Port Vell'),
      'regions/port-vell.yaml:6: citations.0.start: lies outside the article; the article is 0–1309',
    ],
    [
      'a passage that starts before the article',
      (copy) => copy.replace('sources/third.yaml', 'article: { start: 0,', 'article: { start: 53,'),
      ...Array(4).fill(/: lies outside the article; the article is 53–743$/),
    ],
    [
      'a fragment of 13 words',
      port('start: 0, end: 145, exact: a b c d e f g h i j k l m'),
      'regions/port-vell.yaml:6: citations.0.exact: a fragment of 13 words; at most 12',
    ],
    [
      'a fragment of 13 words, some parted by a dash',
      port('start: 0, end: 145, exact: a b c d e f—g h i j k l–m'),
      'regions/port-vell.yaml:6: citations.0.exact: a fragment of 13 words; at most 12',
    ],
    [
      'a fragment longer than its passage',
      port('start: 0, end: 19, exact: harbour of Port Vell'),
      'regions/port-vell.yaml:6: citations.0.exact: longer than its passage; mend the range',
    ],
    [
      'an article that ends after its document',
      (copy) => copy.replace('sources/envoy.yaml', 'end: 1309', 'end: 1310'),
      'sources/envoy.yaml:9: article: the article is 0–1310 of 1309; give a range within the document',
    ],
  ]);
  eachAccepted([
    ['a passage of 600 code points', port('start: 400, end: 1000, exact: harbour of Port Vell')],
    ['a passage up to the end of the article', port('start: 1289, end: 1309, exact: harbour of Port Vell')],
    [
      'a fragment of 12 words, a dash alone being none',
      port('start: 0, end: 145, exact: a b c d e f — g h i j k l'),
    ],
    ['a fragment as long as its passage, in code points', port('start: 0, end: 3, exact: a🐉b')],
    ['a topic without any', (copy) => copy.replace('topics/arms.yaml', 'Arms', 'All arms')],
  ]);
});

test('an article of nothing is named itself', () => {
  const copy = new Copy().replace('sources/envoy.yaml', 'start: 0, end: 1309 }', 'start: 1309, end: 1309 }');
  expect(refusal(copy.data)).toContain(
    'sources/envoy.yaml:9: article: the article is 1309–1309 of 1309; give a range within the document',
  );
});

describe('fields that citations name', () => {
  const HERE = 'demands/return-harbour.yaml:16: positions.0.citations.0';
  const cites = (to: string) => (copy: Copy) =>
    copy.replace('demands/return-harbour.yaml', 'field: kind', to);
  const also = (cited: string) => (copy: Copy) =>
    copy.append(
      'demands/return-harbour.yaml',
      `citations: [ { ${cited}, source: envoy, start: 0, end: 145, exact: possible only if Bordavia gives up } ]`,
    );
  eachRefused([
    ['one that is none, near to one', cites('field: knd'), `${HERE}.field: no field knd; write kind`],
    [
      'one that is none',
      cites('field: xyz'),
      /^demands\/return-harbour\.yaml:16: positions\.0\.citations\.0\.field: no field xyz; write id, demand, key, /,
    ],
    ['with an index', cites('field: statements.0'), `${HERE}.field: no field statements.0; write statements`],
    [
      'one that follows from others',
      cites('field: valid_from'),
      `${HERE}.field: valid_from follows from others; cite the passage where it is written`,
    ],
    [
      'a member that is not in it, near to one',
      also('field: regions, value: port-wel'),
      'demands/return-harbour.yaml:18: citations.0.value: regions has no member port-wel; write port-vell',
    ],
    [
      'a member that is not in it',
      also('field: regions, value: moon'),
      'demands/return-harbour.yaml:18: citations.0.value: regions has no member moon; write port-vell',
    ],
    [
      'a member of a list that is empty',
      cites('field: reported_by, value: sources/envoy'),
      `${HERE}.value: reported_by has no member sources/envoy; write a member first`,
    ],
    [
      'a member that is not there, of a list of references',
      cites('field: voiced_by, value: people/tomas-quint'),
      `${HERE}.value: voiced_by has no member people/tomas-quint; write people/mila-orlov`,
    ],
  ]);
  eachAccepted([
    ['a member that is in it', also('field: regions, value: port-vell')],
    ['a member of a list of references', cites('field: voiced_by, value: people/mila-orlov')],
    ['a list as a whole', also('field: regions')],
  ]);
});

describe('share of an article that is quoted', () => {
  // “Orlov asked the Lakes League”, “lift fishing limits”, “eased if stocks recover”, “The League’s secretary
  // said” and “Arland annexed Eastmark”, once each however often they are cited, and what lies inside them not
  // at all: 28 + 19 + 23 + 27 + 23 = 120 code points.
  const article = (end: number) => (copy: Copy) =>
    copy.replace(
      'sources/third.yaml',
      'article: { start: 0, end: 743 }',
      `article: { start: 0, end: ${end} }`,
    );
  eachRefused([
    [
      'more than a quarter',
      article(479),
      'sources/third.yaml:1: fragments make up 25.1% of the article; at most 25%: shorten them, or use the same ones',
    ],
  ]);
  eachAccepted([['a quarter', article(480)]]);
});
