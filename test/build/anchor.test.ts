import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Anchorable, anchor, findSentence } from '../../src/curation/anchor.ts';
import { readDocument } from '../../src/curation/documents.ts';
import { check } from '../../src/dataset/check.ts';
import { resources } from '../../src/schema/index.ts';
import { isWritten } from '../../src/schema/resource.ts';
import { emptyFolder } from '../ending.ts';
import { CITATIONS } from '../fixture.ts';
import { Copy, DOCUMENTS, FIXTURE, mismatches, refusal, run } from './support.ts';

const COLLECTIONS = resources.filter(isWritten).map(({ name }) => name);

function documents(folder: string): Map<string, Anchorable> {
  return new Map(
    check(FIXTURE)
      .dataset.all('sources')
      .flatMap(({ id, file, article }) => {
        const document = readDocument(folder, String(file));
        return document ? [[id, { document, article } as Anchorable]] : [];
      }),
  );
}

const anchored = ({ data, documents: folder }: Copy) => anchor(data, COLLECTIONS, documents(folder));

function files(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(folder.length), readFileSync(file, 'utf8')]),
  );
}

/** Takes the ranges out of a file, as they are before evidence is anchored. */
function withoutRanges(copy: Copy, file: string) {
  copy.write(file, copy.read(file).replaceAll(/start: \d+, end: \d+, exact/g, 'exact'));
}

describe('anchor', () => {
  test('puts back every range of the fixture, and changes nothing besides', () => {
    const copy = new Copy();
    for (const file of Object.keys(files(copy.data))) withoutRanges(copy, file);
    copy.replace('parties/arland.yaml', 'exact: Arland', 'exact: Arland, near: demanded');
    copy.replace('parties/bordavia.yaml', 'exact: Bordavia', 'near: demanded, exact: Bordavia');
    expect(refusal(copy.data)).not.toEqual([]);
    expect(anchored(copy)).toEqual({ anchored: CITATIONS, failed: [] });
    expect(files(copy.data)).toEqual(files(FIXTURE));
    expect(anchored(copy)).toEqual({ anchored: 0, failed: [] });
    expect(files(copy.data)).toEqual(files(FIXTURE));
  });

  test('leaves a range that is written as it is, be it wrong', () => {
    const copy = new Copy().replace('people/semyon-yolkin.yaml', 'start: 261, end: 307', 'start: 1, end: 2');
    const before = files(copy.data);
    expect(anchored(copy)).toEqual({ anchored: 0, failed: [] });
    expect(files(copy.data)).toEqual(before);
  });

  test.each([
    ['in several sentences', 'Orlov', /^in 3 sentences: give more words, or near: /],
    ['twice in its sentence', 'Port Vell', /^twice in its sentence: give more words$/],
    [
      'over the end of a sentence',
      'Port Vell. “We will',
      /^runs over a sentence or lies outside the article$/,
    ],
    ['outside the article', 'More news', /^runs over a sentence or lies outside the article$/],
    ['nowhere', 'Return the Harbour', /^not found$/],
    [
      'nowhere, but what looks the same somewhere',
      'the\u00A0harbour',
      /^not found; it is at \d+ with a space where the fragment has U\+00A0 \(character 4\)$/,
    ],
  ])('reports a fragment that stands %s, and leaves its file alone', (_, exact, why) => {
    const copy = new Copy();
    copy.replace(
      'people/tomas-quint.yaml',
      '{ source: harbour, start: 203, end: 296, exact: Tomás Quint }',
      `{ source: harbour, exact: "${exact}" }`,
    );
    const before = files(copy.data);
    const result = anchored(copy);
    expect(result).toEqual({ anchored: 0, failed: [expect.any(String)] });
    const [line = ''] = result.failed;
    const place = `people/tomas-quint.yaml: spellings.0: “${exact}”: `;
    expect(line.slice(0, place.length)).toBe(place);
    expect(line.slice(place.length)).toMatch(why);
    expect(files(copy.data)).toEqual(before);
  });

  test('reports a source that has no document', () => {
    const copy = new Copy().replace(
      'people/tomas-quint.yaml',
      '{ source: harbour, start: 203, end: 296, exact: Tomás Quint }',
      '{ source: fourth, exact: Tomás Quint }',
    );
    expect(anchored(copy)).toEqual({
      anchored: 0,
      failed: ['people/tomas-quint.yaml: spellings.0: “Tomás Quint”: no document for source “fourth”'],
    });
  });

  test('near picks the sentence that holds it, and is taken away', () => {
    const near = (words: string) =>
      new Copy().replace(
        'people/mila-orlov.yaml',
        '{ source: harbour, start: 26, end: 141, exact: Mila Orlov }',
        `{ source: harbour, exact: Orlov, near: ${words} }`,
      );
    const spelled = (copy: Copy) => copy.read('people/mila-orlov.yaml').match(/.*source: harbour.*/)?.[0];
    const speed = near('twice the speed');
    expect(anchored(speed)).toEqual({ anchored: 1, failed: [] });
    expect(spelled(speed)).toBe('  - { source: harbour, start: 297, end: 365, exact: Orlov }');
    const refusing = near('anything');
    expect(anchored(refusing)).toEqual({ anchored: 1, failed: [] });
    expect(spelled(refusing)).toBe('  - { source: harbour, start: 142, end: 202, exact: Orlov }');
    const nowhere = near('umbrellas');
    expect(anchored(nowhere)).toEqual({ anchored: 0, failed: [expect.stringMatching(/: “Orlov”: /)] });
    expect(spelled(nowhere)).toBe('  - { source: harbour, exact: Orlov, near: umbrellas }');
  });

  test('anchors what can be, beside what cannot, and says both', async () => {
    const copy = new Copy();
    withoutRanges(copy, 'people/tomas-quint.yaml');
    withoutRanges(copy, 'parties/arland.yaml');
    expect(await run('anchor', '--data', copy.data, '--documents', copy.documents)).toEqual({
      code: 1,
      out: '1 anchored, 1 not\n',
      err: 'parties/arland.yaml: spellings.0: “Arland”: in 2 sentences: give more words, or near: words of the right one\n',
    });
    expect(copy.read('people/tomas-quint.yaml')).toContain('start: 203, end: 296, exact: Tomás Quint');
  });

  test('says how words are looked for that are not found', async () => {
    const copy = new Copy();
    withoutRanges(copy, 'parties/arland.yaml');
    copy.replace('parties/arland.yaml', 'exact: Arland', 'exact: Nowhereland');
    expect(await run('anchor', '--data', copy.data, '--documents', copy.documents)).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /: “Nowhereland”: not found\nnpm run data:locate -- --documents DIR "WORDS" /,
      ),
    });
  });

  const UNANCHORED = `# Checked against the second page
title: Return of the harbour of Port Vell
summary: Bordavia is to give the harbour of Port Vell back to Arland, all of it, with the cranes and the quays.

party: arland
addressees: [ bordavia ]
kind: 'precondition' # not a wish
condition: "before any peace is signed"
topics:
  - harbours
regions: [ port-vell ]

voiced_by:
  - { who: people/mila-orlov, act: made }
statements: [ return-harbour ]
citations:
  # the weaker of the two
  - { field: kind, source: envoy, exact: possible only if Bordavia gives up }
  - field: title
    source: harbour
    exact: "harbour of Port Vell"
    near: demanded
  - { field: party, source: envoy, start: 0, end: 145, exact: Envoy Mila Orlov of Arland }
revised: "2031-06-01"
`;

  test('comments, quotes, empty lines and long lines stay', () => {
    const copy = new Copy().write('demands/return-harbour.yaml', UNANCHORED);
    expect(anchored(copy)).toEqual({ anchored: 2, failed: [] });
    expect(copy.read('demands/return-harbour.yaml')).toBe(
      UNANCHORED.replace('envoy, exact: possible', 'envoy, start: 0, end: 145, exact: possible').replace(
        '    exact: "harbour of Port Vell"\n    near: demanded\n',
        '    start: 26\n    end: 141\n    exact: "harbour of Port Vell"\n',
      ),
    );
    expect(mismatches(copy)).toEqual([]);
  });

  test.each([
    ['no spaces inside brackets', 'addressees: [ bordavia ]', 'addressees: [bordavia]'],
    ['lists that are not indented', 'topics:\n  - harbours', 'topics:\n- harbours'],
    ['two spaces before a remark', "'precondition' # not", "'precondition'  # not"],
    ['two empty lines', 'port-vell ]\n\n', 'port-vell ]\n\n\n'],
    ['a text folded over lines', 'Arland, all of it, with', 'Arland, all of it,\n  with'],
  ])('and so does another hand: %s', (_, house, other) => {
    const before = UNANCHORED.replaceAll(house, other);
    expect(before).not.toBe(UNANCHORED);
    const copy = new Copy().write('demands/return-harbour.yaml', before);
    expect(anchored(copy)).toEqual({ anchored: 2, failed: [] });
    const after = copy.read('demands/return-harbour.yaml');
    const added = /start: 0, end: 145, (?=exact: possible)| +(start: 26|end: 141)\n/g;
    expect(after.replaceAll(added, '')).toBe(before.replace(/ +near: demanded\n/, ''));
  });
});

describe('sentences', () => {
  const TEXT = [
    'Mr. Orlov met Dr. Quint on Jan. 5 in the U.S. Embassy. “Is it over?” she asked.',
    '“No.” A clerk left. It cost 2.5 crowns. “Never!” 12 boats sailed, etc. and came back… So be it.',
    'Last line without an end',
  ].join('\n');
  const folder = emptyFolder();
  writeFileSync(join(folder, 'text.txt'), TEXT);
  const document = readDocument(folder, 'text.txt');
  if (!document) throw new Error('no document');
  const whole = { document, article: { start: 0, end: TEXT.length } };

  test.each([
    ['met', 'Mr. Orlov met Dr. Quint on Jan. 5 in the U.S. Embassy.'],
    ['asked', '“Is it over?” she asked.'],
    ['No', '“No.”'],
    ['clerk', 'A clerk left.'],
    ['cost', 'It cost 2.5 crowns.'],
    ['Never', '“Never!”'],
    ['boats', '12 boats sailed, etc. and came back… So be it.'],
    ['without', 'Last line without an end'],
  ])('“%s” stands in its own', (fragment, sentence) => {
    const range = findSentence(whole, fragment);
    if (typeof range === 'string') throw new Error(range);
    expect(document.slice(range.start, range.end)).toBe(sentence);
  });

  test('end where the article does', () => {
    const start = TEXT.indexOf('A clerk') + 2;
    const end = TEXT.indexOf(' left');
    expect(findSentence({ document, article: { start, end } }, 'clerk')).toEqual({ start, end });
    expect(findSentence({ document, article: { start, end } }, 'clerk left')).toBe(
      'runs over a sentence or lies outside the article',
    );
  });
});

describe('locate', () => {
  const locate = (...fragment: string[]) =>
    run('locate', '--data', FIXTURE, '--documents', DOCUMENTS, ...fragment);

  test('prints YAML that verifies where it is pasted, whatever the fragment holds', async () => {
    const fragment = String.raw`pike: “#1” and "🐉\", it's all`;
    const copy = new Copy().document('third', 'pike and perch in it', fragment);
    const { code, out, err } = await run(
      'locate',
      '--data',
      copy.data,
      '--documents',
      copy.documents,
      fragment,
    );
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^- \{ source: third, start: \d+, end: \d+, exact: .* \}\n$/);
    copy.replace('people/tomas-quint.yaml', 'spellings:\n', `spellings:\n${indented(out)}`);
    expect(refusal(copy.data)).toEqual([]);
    expect(mismatches(copy)).toEqual([]);
    expect(check(copy.data).dataset.get('people', 'tomas-quint')?.spellings).toContainEqual(
      expect.objectContaining({ source: 'third', exact: fragment }),
    );
  });

  test('prints every place, and what keeps it from being cited', async () => {
    const copy = new Copy().document('harbour', 'a cat was found', 'Orlov was found');
    const { out } = await run('locate', '--data', copy.data, '--documents', copy.documents, 'Orlov');
    expect(parse(out)).toEqual([
      { source: 'envoy', start: 0, end: 145, exact: 'Orlov' },
      { source: 'harbour', start: 26, end: 141, exact: 'Orlov' },
      { source: 'harbour', start: 142, end: 202, exact: 'Orlov' },
      { source: 'harbour', start: 297, end: 365, exact: 'Orlov' },
      { source: 'harbour', start: 821, end: 826, exact: 'Orlov' },
      { source: 'third', start: 0, end: 52, exact: 'Orlov' },
    ]);
    expect(out).toMatch(/start: 821, .* \} # outside the article$/m);
    expect(out.match(/outside the article/g)).toHaveLength(1);
  });

  test('fails where there is no such fragment, to the character', async () => {
    expect(await locate('a Fairy Tale')).toEqual({
      code: 1,
      out: '',
      err: 'not found in any document, to the character\n',
    });
  });

  test('says in which document what looks the same stands, and in what it differs', async () => {
    const { code, out, err } = await locate('Mila\u202FOrlov');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(
      /^harbour: it is at \d+ with a space where the fragment has U\+202F \(character 5\)$/m,
    );
    expect(err).toMatch(/^envoy: it is at 6 with a space where the fragment has U\+202F \(character 5\)$/m);
  });

  test('says what is wrong where a source’s record is not complete', async () => {
    const copy = new Copy().write('sources/third.yaml', 'title: Third report\n');
    const { code, err } = await run('locate', '--data', copy.data, '--documents', copy.documents, 'Orlov');
    expect(code).toBe(1);
    expect(err).toMatch(/sources\/third\.yaml/);
    expect(err).not.toMatch(/^ +at /m);
  });
});

const indented = (lines: string) => lines.replace(/^(?=-)/gm, '  ');
