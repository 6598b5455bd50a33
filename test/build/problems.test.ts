import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/dataset/check.ts';
import { DataError } from '../../src/dataset/problems.ts';
import { folders } from '../../src/schema/index.ts';
import { emptyFolder } from '../ending.ts';
import { eachAccepted, eachRefused, LEAF, LONER, leaf, loner } from './cases.ts';
import { Copy, FIXTURE, refusal } from './support.ts';

test('the fixture has no problem', () => {
  expect(refusal(FIXTURE)).toEqual([]);
});

describe('files', () => {
  eachRefused([
    [
      'no release.yaml',
      (copy) => copy.remove('release.yaml'),
      'release.yaml:1: missing; write date, title and description of the release',
    ],
    [
      'a release without its date',
      (copy) => copy.replace('release.yaml', 'date: "2031-06-02"\n', ''),
      'release.yaml:1: date: missing; give a value (string)',
    ],
    [
      'a release that is empty',
      (copy) => copy.write('release.yaml', ''),
      /^release\.yaml:1: null is no object; /,
    ],
    [
      'a release that is not YAML',
      (copy) => copy.append('release.yaml', 'title: again'),
      /^release\.yaml:4: cannot be read: Map keys must be unique .*; mend the file at this line$/,
    ],
    [
      'a key of the release that is not known',
      (copy) => copy.append('release.yaml', 'titles: more'),
      'release.yaml:4: titles: unknown key titles; write title',
    ],
    [
      'a record that is not YAML',
      (copy) => copy.append(LONER, 'name: again'),
      /^people\/semyon-yolkin\.yaml:5: cannot be read: Map keys must be unique .*; mend the file at this line$/,
    ],
    [
      'a bracket that is not closed',
      loner('exact: Семён Ёлкин }', 'exact: Семён Ёлкин'),
      /^people\/semyon-yolkin\.yaml:[345]: cannot be read: /,
    ],
    [
      'an asterisk that YAML takes for an alias',
      loner('name: Семён Ёлкин', 'name: *yolkin'),
      /^people\/semyon-yolkin\.yaml:1: .*alias/i,
    ],
    [
      'another suffix',
      (copy) => copy.write('people/somebody.yml', 'name: Somebody\n'),
      'people/somebody.yml:1: not a .yaml file; one .yaml file a record, nothing else',
    ],
    [
      'a file name that is no id',
      (copy) => copy.write('people/Some_Body.yaml', 'name: Somebody\n'),
      /^people\/Some_Body\.yaml:1: the file’s name is no id; name it like no-nato-membership\.yaml \(.*\)$/,
    ],
    [
      'a folder where a file belongs',
      (copy) => mkdirSync(join(copy.data, 'people/somebody.yaml')),
      /^people\/somebody\.yaml:1: /,
    ],
    [
      'an id that is written',
      (copy) => copy.append(LONER, 'id: Somebody Else'),
      'people/semyon-yolkin.yaml:5: id: an id is written; leave it out: the file’s name is the id',
    ],
    [
      'an id that is written, beside a topic that nothing is about',
      (copy) =>
        copy.append(LONER, 'id: semyon-yolkin').write('topics/weather.yaml', copy.read('topics/arms.yaml')),
      /^people\/semyon-yolkin\.yaml:5: id: an id is written; /,
      /^topics\/weather\.yaml:1: a topic that nothing is about; /,
    ],
    [
      'a folder of no collection, nearly named like one',
      (copy) => copy.write('partys/arland.yaml', ''),
      'partys:1: belongs to no collection; rename it parties',
    ],
    [
      'a folder of no collection',
      (copy) => copy.write('x/arland.yaml', ''),
      `x:1: belongs to no collection; known: release.yaml, ${folders.join(', ')}`,
    ],
    [
      'a folder of a collection that is written inside another',
      (copy) => copy.write('reports/one.yaml', ''),
      /^reports:1: belongs to no collection; /,
    ],
    [
      'a record outside every folder',
      (copy) => copy.write('releases.yaml', ''),
      'releases.yaml:1: belongs to no collection; rename it release.yaml',
    ],
    [
      'a record outside every folder, with the other suffix',
      (copy) => copy.write('odd-one-out.yml', ''),
      /^odd-one-out\.yml:1: belongs to no collection; known: /,
    ],
  ]);

  eachAccepted([
    ['schemas that editors use', (copy) => copy.write('.schemas/people.json', '{}')],
    ['a text beside the folders', (copy) => copy.write('README.md', 'About this folder')],
    ['dates without quotes', (copy) => copy.replace(LONER, '"2031-06-01"', '2031-06-01')],
    ['comments, and an anchor that is set', loner('name: Семён', 'name: &he Семён')],
    ['Windows line ends', (copy) => copy.write(LONER, copy.read(LONER).replaceAll('\n', '\r\n'))],
  ]);
});

describe('fields of a record', () => {
  eachRefused([
    [
      'a key that is not known, near to one that is',
      (copy) => copy.append(LONER, 'spelings: []'),
      'people/semyon-yolkin.yaml:5: spelings: unknown key spelings; write spellings',
    ],
    [
      'a key that is not known',
      (copy) => copy.append(LONER, 'shoe_size: 43'),
      /^people\/semyon-yolkin\.yaml:5: shoe_size: unknown key shoe_size; known here: name, /,
    ],
    [
      'a key that is not known, in a list',
      leaf('position: sign anything', 'position: sign anything\n    colour: red'),
      /^divergences\/refusal-wording\.yaml:8: positions\.0(\.colour)?: unknown key colour; /,
    ],
    [
      'a value of a closed list, near to one that is in it',
      leaf('kind: wording', 'kind: wordings'),
      'divergences/refusal-wording.yaml:2: kind: "wordings" is not allowed; write wording; allowed: wording, date, name, attribution, condition, scope, description, only_one_reports',
    ],
    [
      'a value of a closed list',
      leaf('kind: wording', 'kind: mistletoe'),
      'divergences/refusal-wording.yaml:2: kind: "mistletoe" is not allowed; allowed: wording, date, name, attribution, condition, scope, description, only_one_reports',
    ],
    [
      'a field that is missing',
      leaf('title: Two wordings of one refusal\n', ''),
      'divergences/refusal-wording.yaml:1: title: missing; give a value (string)',
    ],
    [
      'a closed list that is missing',
      leaf('kind: wording\n', ''),
      /^divergences\/refusal-wording\.yaml:1: kind: missing; .*wording, date/,
    ],
    [
      'a field that is missing in a list',
      leaf('    position: sign nothing\n', ''),
      'divergences/refusal-wording.yaml:10: positions.1.position: missing; give a value (string)',
    ],
    [
      'too few members',
      (copy) => copy.write(LEAF, copy.read(LEAF).replace(/positions:[\s\S]*(?=revised)/, 'positions: []\n')),
      /^divergences\/refusal-wording\.yaml:5: positions: Too small/,
    ],
    [
      'a number where YAML would read one',
      leaf('title: Two wordings of one refusal', 'title: 2031'),
      'divergences/refusal-wording.yaml:1: title: 2031 is no string; give a string, quoted where YAML would read it as something else',
    ],
    [
      'an empty value',
      leaf('title: Two wordings of one refusal', 'title:'),
      'divergences/refusal-wording.yaml:1: title: null is no string; give a string, quoted where YAML would read it as something else',
    ],
    [
      'a value where a list belongs',
      leaf('about: [ statements/return-harbour, people/mila-orlov ]', 'about: people/mila-orlov'),
      /^divergences\/refusal-wording\.yaml:4: about: "people\/mila-orlov" is no array; give a array/,
    ],
    [
      'half a code point',
      loner('start: 261', 'start: 261.5'),
      /^people\/semyon-yolkin\.yaml:3: spellings\.0\.start: 261\.5 is no int/,
    ],
    [
      'a start before the document',
      loner('start: 261', 'start: -1'),
      /^people\/semyon-yolkin\.yaml:3: spellings\.0\.start: Too small/,
    ],
    [
      'an id that is none',
      loner('source: envoy', 'source: The Envoy'),
      'people/semyon-yolkin.yaml:3: spellings.0.source: "The Envoy" has the wrong form; give lower-case letters, digits and single hyphens, such as no-nato-membership',
    ],
    [
      'a reference into another collection',
      leaf('people/mila-orlov', 'topics/arms'),
      /^divergences\/refusal-wording\.yaml:4: about\.1: "topics\/arms" has the wrong form; give a reference such as people\/… \(one of people, parties, weapons, .*\)$/,
    ],
    [
      'a Wikidata item that is none',
      (copy) => copy.append(LONER, 'wikidata: "159"'),
      'people/semyon-yolkin.yaml:5: wikidata: "159" has the wrong form; give a Wikidata item such as Q159',
    ],
    [
      'a day that is none',
      loner('"2031-06-01"', '"2031-6-1"'),
      /^people\/semyon-yolkin\.yaml:4: revised: "2031-6-1" has the wrong form; give (?!Invalid).*\d{4}-\d{2}-\d{2}/,
    ],
    [
      'a text over two lines',
      leaf('title: Two wordings of one refusal', 'title: "Two wordings\\nof one refusal"'),
      /^divergences\/refusal-wording\.yaml:1: title: holds U\+000A at character 13; give one line of plain text: /,
    ],
    [
      'a text of 601 characters',
      leaf('title: Two wordings of one refusal', `title: ${'a'.repeat(601)}`),
      /^divergences\/refusal-wording\.yaml:1: title: Too big: .*600/,
    ],
    [
      'a text of white space',
      leaf('title: Two wordings of one refusal', 'title: "  "'),
      /^divergences\/refusal-wording\.yaml:1: title: begins with white space \(a space\); give one line of plain text/,
    ],
    [
      'a date that is none',
      (copy) => copy.replace('statements/fairy-tale.yaml', '2031-05~', '2031-02-29'),
      /^statements\/fairy-tale\.yaml:8: date: "2031-02-29" has the wrong form; give an EDTF date such as 2022, /,
    ],
    [
      'a record that is a list',
      (copy) => copy.write(LONER, '- name: Somebody\n'),
      /^people\/semyon-yolkin\.yaml:1: name: missing; /,
      /^people\/semyon-yolkin\.yaml:1: revised: missing; /,
    ],
    [
      'a record that is empty',
      (copy) => copy.write(LONER, ''),
      /^people\/semyon-yolkin\.yaml:1: name: missing; /,
      /^people\/semyon-yolkin\.yaml:1: revised: missing; /,
    ],
  ]);

  eachAccepted([
    ['a text of 600 characters', leaf('title: Two wordings of one refusal', `title: ${'a'.repeat(600)}`)],
    ['null where a field may stay open', (copy) => copy.append(LONER, 'wikidata: null', 'party: ~')],
  ]);

  test('a record that is refused is not called missing where others refer to it', () => {
    const copy = new Copy().replace('parties/bordavia.yaml', 'kind: state', 'kind: stat');
    expect(refusal(copy.data)).toEqual([
      expect.stringMatching(/^parties\/bordavia\.yaml:2: kind: "stat" is not allowed; write state; /),
    ]);
  });

  test('a topic whose only records are refused is not called unused', () => {
    const copy = new Copy()
      .replace('events/strike.yaml', 'standing: reported', 'standing: report')
      .replace('statements/falcon-fired.yaml', 'kind: claim', 'kind: claims');
    expect(refusal(copy.data).filter((line) => line.startsWith('topics/'))).toEqual([]);
  });
});

describe('all problems at once', () => {
  const fiveFaults = () =>
    new Copy()
      .replace('regions/port-vell.yaml', 'kind: city', 'kind: citty')
      .replace('regions/port-vell.yaml', 'coordinates: { lat: 12.5', 'coordinates: { lat: 99')
      .replace('demands/return-harbour.yaml', 'regions: [ port-vell ]', 'regions: []')
      .replace('statements/return-harbour.yaml', 'about: [ regions/port-vell, ', 'about: [ ')
      .replace('people/tomas-quint.yaml', 'party: bordavia', 'party: bordava')
      .replace('statements/falcon-fired.yaml', 'voice: own', 'voice: attributed')
      .append('release.yaml', 'description: again');

  test('five faults of different kinds are five lines, by file and line', () => {
    expect(refusal(fiveFaults().data)).toEqual([
      'people/tomas-quint.yaml:2: party: no record parties/bordava; write bordavia',
      expect.stringMatching(/^regions\/port-vell\.yaml:2: kind: "citty" is not allowed; write city; /),
      expect.stringMatching(/^regions\/port-vell\.yaml:4: coordinates\.lat: Too big/),
      expect.stringMatching(/^release\.yaml:4: cannot be read: /),
      expect.stringMatching(/^statements\/falcon-fired\.yaml:4: voice: attributed, but to a source; /),
    ]);
  });

  test('the error counts them, and carries each with its path', () => {
    let error: unknown;
    try {
      check(fiveFaults().data);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(DataError);
    const { message, problems } = error as DataError;
    expect(message).toBe('5 problems in the data');
    expect(problems.map(({ file, path }) => [file, path.join('.')]).toSorted()).toEqual([
      ['people/tomas-quint.yaml', 'party'],
      ['regions/port-vell.yaml', 'coordinates.lat'],
      ['regions/port-vell.yaml', 'kind'],
      ['release.yaml', ''],
      ['statements/falcon-fired.yaml', 'voice'],
    ]);
  });

  test('several in one file stand in the order of its lines', () => {
    const copy = new Copy();
    leaf('title: Two wordings of one refusal', 'title: 2031')(copy);
    leaf('kind: wording', 'kind: wordings')(copy);
    loner('"2031-06-01"', '"2032-06-01"')(copy);
    expect(refusal(copy.data).map((line) => line.split(': ', 2).join(' '))).toEqual([
      'divergences/refusal-wording.yaml:1 title',
      'divergences/refusal-wording.yaml:2 kind',
      'people/semyon-yolkin.yaml:4 revised',
    ]);
  });

  test('an empty folder is told what is missing', () => {
    expect(refusal(emptyFolder())).toEqual([
      'release.yaml:1: missing; write date, title and description of the release',
    ]);
  });

  test('a folder that holds another copy of the data says so', () => {
    const copy = new Copy();
    cpSync(FIXTURE, join(copy.data, 'data'), { recursive: true });
    expect(refusal(copy.data)).toEqual([expect.stringMatching(/^data:1: belongs to no collection; /)]);
  });
});
