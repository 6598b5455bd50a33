import { describe, expect, test } from 'vitest';
import { compareWords, differ } from '../../src/text/wording.ts';
import { built, Copy, opened } from './support.ts';

describe('word by word', () => {
  test.each([
    ['the same words', 'we will go', 'We will go.', [['kept', 'we will go', 'We will go.']]],
    [
      'accents written together with their letters or apart',
      'Tom\u00e1s left',
      'Toma\u0301s left',
      [['kept', 'Tom\u00e1s left', 'Toma\u0301s left']],
    ],
    [
      'left out',
      'we will surely go',
      'we will go',
      [
        ['kept', 'we will', 'we will'],
        ['left_out', 'surely', null],
        ['kept', 'go', 'go'],
      ],
    ],
    [
      'put in',
      'we go',
      'we must go',
      [
        ['kept', 'we', 'we'],
        ['put_in', null, 'must'],
        ['kept', 'go', 'go'],
      ],
    ],
    [
      'replaced',
      'sign anything now',
      'sign nothing now',
      [
        ['kept', 'sign', 'sign'],
        ['replaced', 'anything', 'nothing'],
        ['kept', 'now', 'now'],
      ],
    ],
    ['quotation marks make no difference', 'don’t ‘go’', "don't go", [['kept', 'don’t ‘go’', "don't go"]]],
  ])('%s', (_, from, to, expected) => {
    expect(compareWords(from, to).map((change) => [change.change, change.from, change.to])).toEqual(expected);
  });

  test.each([
    ['a piece of the other', 'very serious mistake', 'a very serious mistake indeed', false],
    ['words of it in another order', 'a mistake so serious', 'so serious a mistake', true],
    ['half a word', 'take', 'mistake', true],
    ['other words', 'direct participation', 'active involvement', true],
  ])('%s', (_, one, other, expected) => {
    expect(differ(one, other)).toBe(expected);
    expect(differ(other, one)).toBe(expected);
  });
});

describe('the reports of a statement side by side', () => {
  const fixture = opened();
  const wording = () => fixture.record('wordings', 'return-harbour');

  test('has every part, and a row for each report', () => {
    const parts = wording().parts as {
      part: string;
      fragments: { source: { id: string }; exact: string | null }[];
    }[];
    expect(
      parts.map(({ part, fragments }) => [part, fragments.map(({ source, exact }) => [source.id, exact])]),
    ).toEqual([
      [
        'demand',
        [
          ['harbour', 'return the harbour of Port Vell'],
          ['envoy', 'possible only if Bordavia gives up'],
        ],
      ],
      [
        'refusal',
        [
          ['harbour', 'not sign anything without the harbour'],
          ['envoy', 'sign nothing without our harbour'],
        ],
      ],
    ]);
  });

  test('tells direct quotations that differ from others that do', () => {
    const comparisons = (
      wording().parts as { comparisons: { both_direct: boolean; differ: boolean }[] }[]
    ).flatMap((part) => part.comparisons);
    expect(comparisons.map(({ both_direct, differ }) => [both_direct, differ])).toEqual([
      [false, true],
      [true, true],
    ]);
    expect(wording().direct_quotations_differ).toBe(true);
    expect(fixture.record('wordings', 'lift-limits').direct_quotations_differ).toBe(false);
  });

  test('a report without a fragment of a part has none', () => {
    const copy = new Copy().replace(
      'statements/return-harbour.yaml',
      '\n      - { part: refusal, speech: direct, start: 146, end: 200, exact: sign nothing without our harbour }',
      '',
    );
    const parts = built(copy.data).record('wordings', 'return-harbour').parts as { fragments: object[] }[];
    expect(parts[1]?.fragments[1]).toMatchObject({ has_fragment: false, exact: null, speech: null });
  });

  test('two fragments of one report are not compared with each other', () => {
    const line =
      '      - { part: refusal, speech: direct, start: 146, end: 200, exact: sign nothing without our harbour }\n';
    const copy = new Copy().replace(
      'statements/return-harbour.yaml',
      line,
      `${line}      - { part: refusal, speech: direct, start: 160, end: 200, exact: our harbour }\n`,
    );
    const [, refusal] = built(copy.data).record('wordings', 'return-harbour').parts as {
      comparisons: { from: { id: string }; to: { id: string } }[];
    }[];
    expect(refusal?.comparisons.map(({ from, to }) => [from.id, to.id])).toEqual([
      ['harbour', 'envoy'],
      ['harbour', 'envoy'],
    ]);
  });

  test('coverage says who reports it how, and who does not', () => {
    const ids = (list: unknown) => (list as { id: string }[]).map(({ id }) => id);
    const row = fixture.record('coverage', 'return-harbour');
    expect([row.mixed, row.direct, row.indirect, row.reported, row.not_reported].map(ids)).toEqual([
      ['harbour', 'envoy'],
      [],
      [],
      ['envoy', 'harbour'],
      ['third'],
    ]);
  });

  test('coverage compares only sources that have a statement in common with one that reports it', () => {
    const ids = (list: unknown) => (list as { id: string }[]).map(({ id }) => id);
    // The third report shares a statement with the envoy’s, and none with the harbour’s.
    expect(ids(fixture.record('coverage', 'easing').not_reported)).toEqual(['envoy']);
    expect(ids(fixture.record('coverage', 'fairy-tale').not_reported)).toEqual(['envoy']);
    expect(ids(fixture.record('coverage', 'falcon-fired').not_reported)).toEqual(['harbour', 'third']);
  });

  test('a report’s speech is as written, where it is', () => {
    const copy = new Copy().replace(
      'statements/lift-limits.yaml',
      'source: envoy\n',
      'source: envoy\n    speech: mixed\n',
    );
    expect(built(copy.data).record('reports', 'lift-limits.envoy').speech).toBe('mixed');
    expect(fixture.record('reports', 'lift-limits.envoy').speech).toBe('indirect');
  });
});
