import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/curation/documents.ts';
import { verify } from '../../src/curation/verify.ts';
import { check } from '../../src/dataset/check.ts';
import { emptyFolder } from '../ending.ts';
import { CITATIONS } from '../fixture.ts';
import { Copy, DOCUMENTS, FIXTURE, mismatches, run, sha256 } from './support.ts';

const ROLE = 'people.mila-orlov.envoy.0.roles.envoy-of-arland';

describe('the command', () => {
  test('finds the fixture as it says it is', async () => {
    expect(await run('verify', '--data', FIXTURE, '--documents', DOCUMENTS)).toEqual({
      code: 0,
      out: expect.stringMatching(
        new RegExp(
          `^quoted, of at most 25%: envoy [\\d.]+%, .*\\n${CITATIONS} citations in 3 documents, 0 mismatches\\n$`,
        ),
      ),
      err: '',
    });
  });

  test('names what does not hold, one line each, and fails', async () => {
    const copy = new Copy().replace('regions/port-vell.yaml', 'harbour of Port Vell', 'harbour of Port Bell');
    rmSync(join(copy.documents, 'third.txt'));
    expect(await run('verify', '--data', copy.data, '--documents', copy.documents)).toEqual({
      code: 1,
      out: expect.stringContaining(`${CITATIONS - 9} citations in 2 documents, 2 mismatches\n`),
      err: 'harbour: regions.port-vell.harbour.26.name: “harbour of Port Bell” is not in 26–141\nthird: no document third.txt\n',
    });
  });
});

/** One change, and the lines of all that does not hold then. */
type Case = [name: string, edit: (copy: Copy) => unknown, ...expected: (string | RegExp)[]];

function eachMismatch(cases: readonly Case[]) {
  test.each(cases)('%s', (_, edit, ...expected) => {
    const copy = new Copy();
    edit(copy);
    expect(mismatches(copy)).toEqual(
      expected.map((line) => (typeof line === 'string' ? line : expect.stringMatching(line))),
    );
  });
}

describe('documents', () => {
  eachMismatch([
    ['as they are', () => {}],
    [
      'another checksum, for one letter that nothing quotes',
      (copy) => {
        const file = join(copy.documents, 'third.txt');
        writeFileSync(file, readFileSync(file, 'utf8').replace('pike and perch', 'pike and parch'));
      },
      /^third: SHA-256 is (?!bc7e01c4770b)[0-9a-f]{64}, the record has bc7e01c4770b026237ce86a33d91d63f5fb23186cd82be9916276ef5cda2b18d$/,
    ],
    [
      'another length',
      (copy) => copy.replace('sources/envoy.yaml', 'length: 1309', 'length: 1310'),
      'envoy: length is 1309 code points, the record has 1310',
    ],
    [
      'a length in UTF-16 code units',
      (copy) => copy.replace('sources/harbour.yaml', 'length: 848', 'length: 849'),
      'harbour: length is 848 code points, the record has 849',
    ],
    [
      'a line feed more at the end',
      (copy) =>
        writeFileSync(
          join(copy.documents, 'third.txt'),
          `${readFileSync(join(copy.documents, 'third.txt'), 'utf8')}\n`,
        ),
      /^third: SHA-256 is /,
      'third: length is 744 code points, the record has 743',
    ],
    [
      'a document that is not there',
      (copy) => rmSync(join(copy.documents, 'envoy.txt')),
      'envoy: no document envoy.txt',
    ],
    [
      'a document under another name',
      (copy) => copy.replace('sources/third.yaml', 'file: third.txt', 'file: fourth.txt'),
      'third: no document fourth.txt',
    ],
  ]);
});

test('a passage may end where its document does', () => {
  const copy = new Copy();
  const file = join(copy.documents, 'third.txt');
  const points = [...readFileSync(file, 'utf8')];
  const ends = [...check(copy.data).dataset.all('citations')].map(({ source, end }) =>
    source === 'third' ? Number(end) : 0,
  );
  const last = Math.max(...ends);
  copy.document('third', points.slice(last).join(''), '');
  expect(mismatches(copy)).toEqual([]);
});

describe('passages and fragments', () => {
  const cites = (from: string, to: string) => (copy: Copy) =>
    copy.replace('people/mila-orlov.yaml', from, to);
  eachMismatch([
    [
      'a range moved on by one',
      cites('start: 0, end: 145,', 'start: 1, end: 146,'),
      'envoy: people.mila-orlov.envoy.1.roles.envoy-of-arland: “Envoy Mila Orlov of Arland” is not in 1–146; found at 0',
    ],
    [
      'a range that is the fragment, moved back by one',
      cites('start: 0, end: 145, exact: Envoy Mila Orlov', 'start: 5, end: 15, exact: Mila Orlov'),
      'envoy: people.mila-orlov.envoy.5.roles.envoy-of-arland: “Mila Orlov of Arland” is not in 5–15; found at 6',
    ],
    [
      'a passage that ends one too early',
      cites('start: 0, end: 145,', 'start: 0, end: 25,'),
      `envoy: ${ROLE}: “Envoy Mila Orlov of Arland” is not in 0–25; found at 0`,
    ],
    ['a passage that is the fragment', cites('start: 0, end: 145,', 'start: 0, end: 26,')],
    [
      'one letter of a fragment',
      cites('Envoy Mila Orlov of Arland', 'Envoy Mila Orlow of Arland'),
      `envoy: ${ROLE}: “Envoy Mila Orlow of Arland” is not in 0–145`,
    ],
    [
      'the case of a letter',
      cites('Envoy Mila Orlov of Arland', 'envoy Mila Orlov of Arland'),
      `envoy: ${ROLE}: “envoy Mila Orlov of Arland” is not in 0–145`,
    ],
    [
      'a fragment that stands there more than once',
      cites('Envoy Mila Orlov of Arland', 'or'),
      `envoy: ${ROLE}: “or” stands 4 times in 0–145`,
    ],
    [
      'a fragment that stands there twice, one in the other',
      (copy) => {
        copy.document('third', 'reeds live', 'reeeds lives');
        copy.replace(
          'people/mila-orlov.yaml',
          'start: 0, end: 52, exact: Orlov',
          'start: 160, end: 323, exact: ee',
        );
      },
      'third: people.mila-orlov.third.160.spellings.ee: “ee” stands 4 times in 160–323',
    ],
    [
      'a passage over a paragraph',
      cites('start: 0, end: 145,', 'start: 0, end: 201,'),
      `envoy: ${ROLE}: the passage 0–201 runs over a paragraph`,
    ],
    ['a passage up to the end of its paragraph', cites('start: 0, end: 145,', 'start: 0, end: 200,')],
    [
      'a passage after the document',
      (copy) => {
        copy.replace(
          'sources/envoy.yaml',
          'article: { start: 0, end: 1309 }',
          'article: { start: 0, end: 1400 }',
        );
        cites('start: 0, end: 145,', 'start: 1290, end: 1310,')(copy);
      },
      'envoy: people.mila-orlov.envoy.1290.roles.envoy-of-arland: the passage 1290–1310 ends after the document (1309)',
    ],
    [
      'what looks the same, in its passage',
      cites('Envoy Mila Orlov of Arland', '"Envoy Mila\u00A0Orlov of Arland"'),
      `envoy: ${ROLE}: “Envoy Mila\u00A0Orlov of Arland” is not in 0–145; it is there with a space where the fragment has U+00A0 (character 11)`,
    ],
    [
      'what looks the same, elsewhere',
      (copy) => {
        cites('start: 0, end: 145,', 'start: 146, end: 200,')(copy);
        cites('Envoy Mila Orlov of Arland', 'Envoy  Mila Orlov of Arland')(copy);
      },
      'envoy: people.mila-orlov.envoy.146.roles.envoy-of-arland: “Envoy  Mila Orlov of Arland” is not in 146–200; it is at 0 with nothing where the fragment has a space (character 7)',
    ],
    [
      'letters apart from their marks',
      (copy) =>
        copy.write(
          'people/semyon-yolkin.yaml',
          copy.read('people/semyon-yolkin.yaml').replace(/exact: .* }/, (exact) => exact.normalize('NFD')),
        ),
      /^envoy: .*is not in 261–307; it is there with U\+0451 \(ё\) where the fragment has U\+0435 \(е\) U\+0308 \(character 4\)$/,
    ],
    [
      'ё that became е',
      (copy) => copy.replace('people/semyon-yolkin.yaml', 'exact: Семён', 'exact: Семен'),
      /^envoy: people\.semyon-yolkin\.envoy\.261\.spellings\.[^ ]+: “Семен Ёлкин” is not in 261–307$/,
    ],
  ]);

  test('a code point beyond the BMP counts as one', () => {
    const copy = new Copy()
      .document('third', 'Orlov asked the', '🐉🐉🐉 Orlov asked the')
      .replace('sources/third.yaml', 'end: 743', 'end: 747');
    for (const file of ['sources/third.yaml', 'demands/lift-fishing-limits.yaml', 'people/mila-orlov.yaml'])
      copy.write(
        file,
        copy.read(file).replace('source: third, start: 0, end: 52', 'source: third, start: 4, end: 56'),
      );
    copy.replace('statements/lift-limits.yaml', 'start: 0, end: 52', 'start: 4, end: 56');
    copy.write(
      'people/league-secretary.yaml',
      copy.read('people/league-secretary.yaml').replace('start: 53, end: 121', 'start: 57, end: 125'),
    );
    for (const file of [
      'statements/easing.yaml',
      'demands/recovery-first.yaml',
      'commitments/ease-limits.yaml',
    ])
      copy.replace(file, 'start: 53, end: 121', 'start: 57, end: 125');
    copy.replace('regions/eastmark.yaml', 'start: 122, end: 159', 'start: 126, end: 163');
    expect(mismatches(copy)).toEqual([]);
  });

  test('any one letter changed in any quoted fragment of a document is found and named', () => {
    const { dataset } = check(FIXTURE);
    const citations = dataset.all('citations') as unknown as {
      id: string;
      source: string;
      start: number;
      end: number;
      exact: string;
    }[];
    const folder = emptyFolder();
    fc.assert(
      fc.property(fc.constantFrom(...citations), fc.nat(), ({ id, source, start, end, exact }, n) => {
        const points = [...readFileSync(join(DOCUMENTS, `${source}.txt`), 'utf8')];
        const within = points.slice(start, end).join('');
        const at = start + [...within.slice(0, within.indexOf(exact))].length + (n % [...exact].length);
        points[at] = '¤';
        writeFileSync(join(folder, 'changed.txt'), points.join(''));
        const { wrong } = verify(dataset, (record) =>
          record.id === source
            ? readDocument(folder, 'changed.txt')
            : readDocument(DOCUMENTS, String(record.file)),
        );
        expect(wrong.some((line) => line.startsWith(`${source}: ${id}: “${exact}” is not in `))).toBe(true);
        expect(wrong[0]).toMatch(`${source}: SHA-256 is ${sha256(join(folder, 'changed.txt'))}, `);
      }),
      { numRuns: 60 },
    );
  });
});

describe('how much is quoted', () => {
  const text = readFileSync(join(DOCUMENTS, 'third.txt'), 'utf8');
  const start = text.indexOf('There are pike');
  const end = text.indexOf(' Boats are painted');
  const quoting =
    (...fragments: string[]) =>
    (copy: Copy) =>
      copy.replace(
        'people/semyon-yolkin.yaml',
        'revised:',
        `${fragments.map((exact) => `  - { source: third, start: ${start}, end: ${end}, exact: "${exact}" }`).join('\n')}\nrevised:`,
      );
  const thirteen = `third: fragments run on for 13 words at ${start}–${start + 60}, more than 12`;
  eachMismatch([
    ['12 words in two fragments', quoting('There are pike and perch in it,', 'and in the reeds live')],
    ['13 words in two', quoting('There are pike and perch in it,', 'and in the reeds live herons'), thirteen],
    [
      '13 words in two that overlap',
      quoting('There are pike and perch in it, and', 'and in the reeds live herons'),
      thirteen,
    ],
    [
      '13 words in two, the later cited first',
      quoting('in the reeds live herons', 'There are pike and perch in it, and'),
      thirteen,
    ],
    [
      '13 words in two, a comma between',
      quoting('There are pike and perch in it', 'and in the reeds live herons'),
      thirteen,
    ],
    [
      '13 words in two, a word between',
      quoting('There are pike and perch in', 'and in the reeds live herons that'),
    ],
    [
      '13 words in two, with a part of the first between',
      quoting('There are pike and perch in it, and', 'are pike', 'in the reeds live herons'),
      thirteen,
    ],
    [
      'a quarter of the article, counted in code points',
      (copy) => {
        copy.document('third', 'pike and perch', '🐉🐉🐉🐉 of perch');
        quoting('🐉🐉🐉🐉 of perch')(copy);
        copy.replace('sources/third.yaml', 'start: 0, end: 743', 'start: 0, end: 532');
      },
    ],
    [
      'more than that',
      (copy) => {
        copy.document('third', 'pike and perch', '🐉🐉🐉🐉 of perch');
        quoting('🐉🐉🐉🐉 of perch')(copy);
        copy.replace('sources/third.yaml', 'start: 0, end: 743', 'start: 0, end: 531');
      },
      'third: fragments cover 25.0% of the article, more than 25%',
    ],
    [
      'a fragment, and a part of it',
      quoting('There are pike and perch in it, and in the', 'There are pike and'),
    ],
    [
      'more than a quarter of the article, counted in the document',
      (copy) =>
        copy.replace(
          'sources/third.yaml',
          'article: { start: 0, end: 743 }',
          'article: { start: 0, end: 479 }',
        ),
      'third: fragments cover 25.1% of the article, more than 25%',
    ],
    [
      'a quarter of the article',
      (copy) =>
        copy.replace(
          'sources/third.yaml',
          'article: { start: 0, end: 743 }',
          'article: { start: 0, end: 480 }',
        ),
    ],
  ]);
});

describe('the words of records', () => {
  const saying = (words: string) => (copy: Copy) =>
    copy.replace('statements/easing.yaml', 'Limits may be eased where stocks recover.', words);
  eachMismatch([
    [
      '12 words running of a document',
      saying(
        'The league has it that Limits could be Eased, if stocks recover; Arland annexed Eastmark in June.',
      ),
    ],
    [
      '13 words running, whatever stands between them',
      saying('They say “limits – could be eased if stocks recover. Arland annexed Eastmark in June 2029”'),
      /^third: statements\/easing: paraphrase: more than 12 words running are the document’s: “limits could be eased/,
    ],
    [
      'a title',
      (copy) =>
        copy.replace(
          'statements/easing.yaml',
          'title: Limits could be eased',
          'title: The lake is deep and cold and on clear days its bottom can be seen',
        ),
      /^third: statements\/easing: title: /,
    ],
  ]);
});
