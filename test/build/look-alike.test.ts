import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DocumentText } from '../../src/text/document.ts';

const alike = (text: string, fragment: string) => new DocumentText(text).findAlike(fragment);

describe('what looks the same', () => {
  test.each([
    ['a no-break space', 'big\u00A0boat', 'big boat', 'U+00A0 where the fragment has a space (character 4)'],
    ['a narrow one', 'big boat', 'big\u202Fboat', 'a space where the fragment has U+202F (character 4)'],
    ['a thin space', 'big\u2009boat', 'big boat', 'U+2009 where the fragment has a space (character 4)'],
    ['two spaces', 'big  boat', 'big boat', 'a space where the fragment has nothing (character 5)'],
    ['a line end', 'big\r\nboat', 'big boat', 'U+000D U+000A where the fragment has a space (character 4)'],
    ['a soft hyphen', 'big bo\u00ADat', 'big boat', 'U+00AD where the fragment has nothing (character 7)'],
    [
      'a zero-width space',
      'big boat',
      'big bo\u200Bat',
      'nothing where the fragment has U+200B (character 7)',
    ],
    ['one at the end', 'big boat.', 'big boat\u200B', 'nothing where the fragment has U+200B (character 9)'],
    ['curly quotes', '“big”', '"big"', 'U+201C (“) where the fragment has U+0022 (") (character 1)'],
    ['a curly apostrophe', 'it’s', "it's", "U+2019 (’) where the fragment has U+0027 (') (character 3)"],
    ['a dash', '1–2', '1-2', 'U+2013 (–) where the fragment has U+002D (-) (character 2)'],
    [
      'an ellipsis',
      'so…',
      'so...',
      'U+2026 (…) where the fragment has U+002E (.) U+002E (.) U+002E (.) (character 3)',
    ],
    [
      'a ligature',
      'oﬃce',
      'office',
      'U+FB03 (ﬃ) where the fragment has U+0066 (f) U+0066 (f) U+0069 (i) (character 2)',
    ],
    [
      'a letter with its mark',
      'café',
      'cafe\u0301',
      'U+00E9 (é) where the fragment has U+0065 (e) U+0301 (character 4)',
    ],
    [
      'a letter of another script',
      'Москва, CCCP',
      'СССР',
      'U+0043 (C) where the fragment has U+0421 (С) (character 1)',
    ],
    [
      'after a character of two units',
      '🐉 big\u00A0boat',
      'big boat',
      'U+00A0 where the fragment has a space (character 4)',
    ],
  ])('%s', (_, text, fragment, differs) => {
    expect(alike(text, fragment)).toMatchObject({ differs });
  });

  test.each([
    ['another letter', 'big boat', 'big goat'],
    ['another case', 'Big boat', 'big boat'],
    ['no mark', 'Семён', 'Семен'],
    ['a raised number', '10²', '102'],
    ['nothing that is seen', 'big', '\u200B'],
  ])('%s is something else', (_, text, fragment) => {
    expect(alike(text, fragment)).toBeNull();
  });

  test('is told where it stands, in code points: in the range that is asked for, else the first', () => {
    const document = new DocumentText('🐉 a\u00A0b, a\u2009b; a\u202Fb');
    expect(document.findAlike('a b')).toMatchObject({ start: 2, end: 5 });
    expect(document.findAlike('a b', 6, 11)).toMatchObject({ start: 7, end: 10 });
    expect(document.findAlike('a b', 8, 11)).toMatchObject({ start: 2, end: 5 });
  });

  test('is found wherever its characters were changed', () => {
    const changes: [RegExp, string][] = [
      [/ /g, '\u00A0'],
      [/ /g, '\u2009 '],
      [/'/g, '’'],
      [/-/g, '–'],
      [/e/g, 'e\u00AD'],
      [/o/g, 'о'],
      [/é/g, 'e\u0301'],
      [/\.\.\./g, '…'],
    ];
    const words = fc.stringMatching(/^[a-zé'-]{1,8}( [a-zé.'-]{1,8}){0,4}$/);
    fc.assert(
      fc.property(words, words, fc.subarray(changes), (before, fragment, some) => {
        const changed = some.reduce((text, [from, to]) => text.replace(from, to), fragment);
        const document = new DocumentText(`${before}; ${changed}; end`);
        const found = document.findAlike(fragment);
        expect(found).not.toBeNull();
        if (!document.find(fragment).length) expect(found?.differs).not.toBe('');
      }),
    );
  });
});
