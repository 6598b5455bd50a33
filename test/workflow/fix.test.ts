import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Document, parse, stringify } from 'yaml';
import { runFix } from '../../src/curation/commands/fix.ts';
import { canonicalize, formatFiles } from '../../src/curation/format.ts';
import { eventResource as events } from '../../src/schema/events.ts';
import { resources } from '../../src/schema/index.ts';
import { statementResource as statements } from '../../src/schema/statements.ts';
import { Workplace } from './support.ts';

const LONER = 'data/people/semyon-yolkin.yaml';
const values = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [file, parse(text, { schema: 'core' })]));

describe('the command', () => {
  test('rewrites without changing a value, leaves what is no YAML, and finds nothing to do the second time', async () => {
    const place = new Workplace().write(LONER, 'name: Семён\nname: again\n');
    const before = place.files();
    expect(await place.run('fix')).toEqual({
      code: 1,
      out: expect.stringMatching(/^\d+ files, \d+ rewritten, 1 left as they are\n$/),
      err: expect.stringMatching(/^people\/semyon-yolkin\.yaml: Map keys must be unique.*\n$/),
    });
    const after = place.files();
    expect(after[LONER]).toBe(before[LONER]);
    expect(after).not.toEqual(before);
    delete before[LONER];
    delete after[LONER];
    expect(values(after)).toEqual(values(before));
    for (const { file, before, after } of formatFiles(place.options().data, resources))
      if (`data/${file}` !== LONER) expect(after).toBe(before);
  });

  test('with --check rewrites nothing, and names the files it would', () => {
    const place = new Workplace();
    const before = place.files();
    const silent = vi.spyOn(console, 'log').mockImplementation(() => {});
    const named = vi.spyOn(console, 'error').mockImplementation(() => {});
    runFix(place.options({ check: true }), []);
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    expect(named).toHaveBeenCalledWith('sources/envoy.yaml:1: not in canonical form; run npm run data:fix');
    expect(place.files()).toEqual(before);

    runFix(place.options(), []);
    runFix(place.options({ check: true }), []);
    expect(silent).toHaveBeenLastCalledWith(`${Object.keys(before).length} files, 0 to be fixed`);
    expect(process.exitCode).toBeUndefined();
    expect(place.problems()).toEqual([]);
    silent.mockRestore();
    named.mockRestore();
  });
});

describe('the canonical form', () => {
  test('orders keys, styles lists and objects, quotes evenly, keeps comments', () => {
    const text = `# About the record
title: 'Plain'   # of the title

speaker:   people/mila-orlov
revised: 2031-06-02
paraphrase: >-
  On two
  lines
topics: [ fishing, "harbours" ]
reports:
    - wording: [{ exact: 'said', speech: direct, part: refusal }]
      source: harbour
      via:
      - who: parties/northern-wire
        as: the agency
    # before the second
    - {source: envoy, verb: said}
holder: ~
unheard_of: 1
`;
    expect(canonicalize(text, statements.record)).toBe(`# About the record
title: Plain # of the title
paraphrase: On two lines
speaker: people/mila-orlov
holder: null
topics:
  - fishing
  - harbours
reports:
  - source: harbour
    via:
      - { who: parties/northern-wire, as: "the agency" }
    wording:
      - { part: refusal, speech: direct, exact: "said" }
  # before the second
  - { source: envoy, verb: said }
revised: "2031-06-02"
unheard_of: 1
`);
  });

  test('has lists of ids on one line where the collection has them so, and texts never', () => {
    const text = 'topics:\n  - arms\nweapons: []\ntargets: [ "A harbour" ]\n';
    expect(canonicalize(text, events.record, true)).toBe(
      'weapons: []\ntargets:\n  - A harbour\ntopics: [ arms ]\n',
    );
  });

  test('gives a comment inside an object a line of its own', () => {
    const text = 'reports:\n  - source: envoy # which one\n    verb: said\n';
    expect(canonicalize(text, statements.record)).toBe(text);
  });

  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      'no',
      'Y',
      '1',
      '1e3',
      '0x1',
      '2031-06-02',
      '12:30',
      '~',
      '',
      ' a',
      'a: b',
      'a #b',
      '- a',
      '"',
      "'",
      '…\n…',
    ),
  );
  const record = fc.record(
    {
      revised: word,
      title: word,
      target: fc.option(word),
      topics: fc.array(word, { maxLength: 3 }),
      unheard_of: fc.oneof(
        word,
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n || 0),
        fc.boolean(),
      ),
      reports: fc.array(
        fc.record({
          verb: word,
          source: word,
          wording: fc.array(fc.record({ exact: word, start: fc.nat(), part: word }, { requiredKeys: [] }), {
            maxLength: 3,
          }),
        }),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: ['title'] },
  );

  test('says what the text said, whatever it says, and is its own canonical form', () => {
    fc.assert(
      fc.property(
        record,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(0, 40),
        (value, json, ids, lineWidth) => {
          const written = json ? JSON.stringify(value) : stringify(value, { lineWidth, schema: 'core' });
          const once = canonicalize(written, statements.record, ids);
          expect(parse(once, { schema: 'core' })).toEqual(value);
          expect(canonicalize(once, statements.record, ids)).toBe(once);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('does not depend on the order and the style that a record was written in', () => {
    fc.assert(
      fc.property(record, (value) => {
        const backwards = Object.fromEntries(Object.entries(value).reverse());
        const flow = new Document(backwards, { schema: 'core' });
        const texts = [
          stringify(value, { schema: 'core' }),
          JSON.stringify(backwards),
          flow.toString({ lineWidth: 30 }),
        ];
        expect(new Set(texts.map((text) => canonicalize(text, statements.record))).size).toBe(1);
      }),
      { numRuns: 50 },
    );
  });
});
