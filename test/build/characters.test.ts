import { describe, expect, test } from 'vitest';
import { printed, prose } from '../../src/schema/fields.ts';
import { eachAccepted, eachRefused, leaf, loner } from './cases.ts';
import type { Copy } from './support.ts';

const titled = (title: string) => leaf('title: Two wordings of one refusal', `title: ${title}`);
const RIGHT =
  'give one line of plain text: nothing that is not seen, one space between words and none around';
const refused = (what: string) => `divergences/refusal-wording.yaml:1: title: ${what}; ${RIGHT}`;

describe('words of our own', () => {
  eachRefused([
    ['a NUL', titled('"Two\\0wordings"'), refused('holds U+0000 at character 4')],
    ['a carriage return', titled('"Two wordings\\r"'), refused('holds U+000D at character 13')],
    ['a tab', titled('"Two\\twordings"'), refused('holds U+0009 at character 4')],
    ['an escape', titled('"\\e[31mTwo"'), refused('holds U+001B at character 1')],
    ['a next line', titled('"Two\\Nwordings"'), refused('holds U+0085 at character 4')],
    ['a line separator', titled('"Two\\Lwordings"'), refused('holds U+2028 at character 4')],
    ['a paragraph separator', titled('"Two\\Pwordings"'), refused('holds U+2029 at character 4')],
    ['a zero-width space, as it is', titled('Two\u200Bwordings'), refused('holds U+200B at character 4')],
    ['a zero-width joiner', titled('"🐉\\u200DTwo"'), refused('holds U+200D at character 2')],
    ['a byte order mark', titled('"\\uFEFFTwo"'), refused('holds U+FEFF at character 1')],
    [
      'a soft hyphen, twice',
      titled('"Two\\u00ADword\\u00ADings"'),
      refused('holds U+00AD at character 4, and 1 more such'),
    ],
    ['a bidirectional override', titled('"Two \\u202Ewordings"'), refused('holds U+202E at character 5')],
    ['a bidirectional isolate', titled('"Two \\u2066wordings"'), refused('holds U+2066 at character 5')],
    ['half a surrogate pair', titled('"Two \\uD83D"'), refused('holds U+D83D at character 5')],
    ['what is no character', titled('"Two \\uFFFE"'), refused('holds U+FFFE at character 5')],
    ['what is left of a character', titled('Two \uFFFD'), refused('holds U+FFFD (�) at character 5')],
    ['a space before', titled('" Two"'), refused('begins with white space (a space)')],
    ['a no-break space after', titled('"Two\\u00A0"'), refused('ends with white space (U+00A0)')],
    [
      'two spaces',
      titled('"Two  wordings"'),
      refused('holds white space twice in a row at character 4 (a space, a space)'),
    ],
    [
      'a letter apart from its mark',
      titled('"Cafe\\u0301"'),
      refused('is not in Unicode normal form C from character 4 on (U+0065 (e) U+0301)'),
    ],
    [
      'in a list of texts',
      (copy) => copy.append('agreements/fishing-limits.yaml', 'terms: [ "One\\u200B" ]'),
      `agreements/fishing-limits.yaml:11: terms.0: holds U+200B at character 4; ${RIGHT}`,
    ],
    [
      'in the release',
      (copy: Copy) => copy.replace('release.yaml', 'title: ', 'title: "x\\u200B" # '),
      /^release\.yaml:\d: title: holds U\+200B at character 2; /,
    ],
    [
      'in the name of a file, and in ids',
      (copy) =>
        copy
          .write('people/some\u200Bbody.yaml', 'name: Somebody\n')
          .replace('people/tomas-quint.yaml', 'party: bordavia', 'party: "bordavia\\u200B"'),
      /^people\/some\u200Bbody\.yaml:1: the file’s name is no id; /,
      /^people\/tomas-quint\.yaml:2: party: .* has the wrong form; /,
    ],
  ]);
  eachAccepted([
    ['letters of every script, dashes, curly quotes', titled('“Семён Ёлкин” – Tomás, 🐉, 東京, عربي')],
    ['a no-break space between words', titled('"10\\u00A0km"')],
    ['600 characters', titled('a'.repeat(600))],
  ]);
});

describe('words of a document', () => {
  const RULE = 'give the characters as they stand in a line of the document';
  const cites = (exact: string) => loner('exact: Семён Ёлкин', `exact: ${exact}`);
  eachRefused([
    [
      'a line end',
      cites('"Семён\\nЁлкин"'),
      `people/semyon-yolkin.yaml:3: spellings.0.exact: holds U+000A at character 6; ${RULE}`,
    ],
    [
      'a NUL',
      cites('"Семён\\0"'),
      `people/semyon-yolkin.yaml:3: spellings.0.exact: holds U+0000 at character 6; ${RULE}`,
    ],
    [
      'half a surrogate pair',
      cites('"\\uD83D"'),
      `people/semyon-yolkin.yaml:3: spellings.0.exact: holds U+D83D at character 1; ${RULE}`,
    ],
    [
      'a verb with a carriage return',
      (copy) =>
        copy.replace(
          'statements/falcon-fired.yaml',
          '  - source: envoy',
          '  - source: envoy\n    verb: "says\\r"',
        ),
      `statements/falcon-fired.yaml:10: reports.0.verb: holds U+000D at character 5; ${RULE}, without white space around`,
    ],
    [
      'a headline with a space around it',
      (copy) => copy.append('sources/third.yaml', 'headline: "Third "'),
      `sources/third.yaml:16: headline: ends with white space (a space); ${RULE}, without white space around`,
    ],
  ]);
  eachAccepted([
    ['a fragment keeps what a line may hold', cites('"Семён\\u00A0\\u200B\\t Ёлкин "')],
    [
      'a verb, a headline and a byline too',
      (copy) =>
        copy
          .replace(
            'statements/falcon-fired.yaml',
            '  - source: envoy',
            '  - source: envoy\n    verb: "sa\\u00ADys  so"',
          )
          .append(
            'sources/third.yaml',
            'headline: "A\\u00A0 B"',
            'byline: "Cafe\\u0301"',
            'place_line: "A\\u2009B"',
          ),
    ],
  ]);
  test('both are told apart by their field', () => {
    expect(prose.safeParse('a\u200Bb').success).toBe(false);
    expect(printed.safeParse('a\u200Bb').success).toBe(true);
  });
});

describe('names of documents', () => {
  const REFUSED =
    /^sources\/third\.yaml:11: file: .* has the wrong form; give the name of a file, without a folder$/;
  const named = (file: string) => (copy: Copy) =>
    copy.replace('sources/third.yaml', 'file: third.txt', `file: ${file}`);
  eachRefused([
    ['of another folder', named('../third.txt'), REFUSED],
    ['from the root', named('/third.txt'), REFUSED],
    ['with a line end', named('"third\\n.txt"'), REFUSED],
  ]);
});
