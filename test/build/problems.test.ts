import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/build/check.ts';
import { DataError } from '../../src/build/problems.ts';
import { emptyFolder } from '../ending.ts';
import { Copy, FIXTURE, refusal } from './support.ts';

/** One change of the fixture, and all that is then printed: text to the character, or a pattern where it is long. */
type Case = [name: string, edit: (copy: Copy) => unknown, ...expected: (string | RegExp)[]];

function eachRefused(cases: readonly Case[]) {
  test.each(cases)('%s', (_, edit, ...expected) => {
    const copy = new Copy();
    edit(copy);
    expect(refusal(copy.data)).toEqual(
      expected.map((line) => (typeof line === 'string' ? line : expect.stringMatching(line))),
    );
  });
}

function eachAccepted(cases: readonly [name: string, edit: (copy: Copy) => unknown][]) {
  test.each(cases)('%s', (_, edit) => {
    const copy = new Copy();
    edit(copy);
    expect(refusal(copy.data)).toEqual([]);
  });
}

/** A person whom nothing refers to: what is wrong here is wrong here alone. */
const LONER = 'people/semyon-yolkin.yaml';
/** A divergence, which nothing refers to either. */
const LEAF = 'divergences/refusal-wording.yaml';
const loner = (from: string, to: string) => (copy: Copy) => copy.replace(LONER, from, to);
const leaf = (from: string, to: string) => (copy: Copy) => copy.replace(LEAF, from, to);

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
      /^release\.yaml:4: cannot be read: Map keys must be unique .*; mend the YAML at this line$/,
    ],
    [
      'a key of the release that is not known',
      (copy) => copy.append('release.yaml', 'titles: more'),
      'release.yaml:4: titles: unknown key titles; write title',
    ],
    [
      'a record that is not YAML',
      (copy) => copy.append(LONER, 'name: again'),
      /^people\/semyon-yolkin\.yaml:5: cannot be read: Map keys must be unique .*; mend the YAML at this line$/,
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
      'x:1: belongs to no collection; known: release.yaml, parties, sources, people, topics, regions, weapons, agreements, events, statements, demands, divergences',
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
      /^divergences\/refusal-wording\.yaml:1: title: .* has the wrong form; give one line without tabs$/,
    ],
    [
      'a text of 601 characters',
      leaf('title: Two wordings of one refusal', `title: ${'a'.repeat(601)}`),
      /^divergences\/refusal-wording\.yaml:1: title: Too big: .*600/,
    ],
    [
      'a text of white space',
      leaf('title: Two wordings of one refusal', 'title: "  "'),
      /^divergences\/refusal-wording\.yaml:1: title: Too small/,
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

describe('references', () => {
  eachRefused([
    [
      'to a record that does not exist, near to one that does',
      (copy) => copy.replace('people/tomas-quint.yaml', 'party: bordavia', 'party: bordava'),
      'people/tomas-quint.yaml:2: party: no record parties/bordava; write bordavia',
    ],
    [
      'to a record that does not exist',
      (copy) => copy.replace('people/tomas-quint.yaml', 'party: bordavia', 'party: moon'),
      'people/tomas-quint.yaml:2: party: no record parties/moon; add data/parties/moon.yaml',
    ],
    [
      'with their collection: the suggestion is written as the field wants it',
      (copy) =>
        copy.replace(
          'statements/return-harbour.yaml',
          'speaker: people/mila-orlov',
          'speaker: people/mila-orlof',
        ),
      'statements/return-harbour.yaml:3: speaker: no record people/mila-orlof; write people/mila-orlov',
    ],
    [
      'to a record of another collection',
      (copy) => copy.replace('statements/return-harbour.yaml', 'speaker: people/', 'speaker: parties/'),
      'statements/return-harbour.yaml:3: speaker: no record parties/mila-orlov; add data/parties/mila-orlov.yaml',
    ],
    [
      'in a list',
      (copy) =>
        copy.replace('divergences/refusal-wording.yaml', 'statements/return-harbour,', 'statements/moon,'),
      'divergences/refusal-wording.yaml:4: about.0: no record statements/moon; add data/statements/moon.yaml',
    ],
    [
      'deep inside a record that is written in another',
      (copy) =>
        copy.replace('statements/return-harbour.yaml', 'who: parties/northern-wire', 'who: parties/moon'),
      'statements/return-harbour.yaml:20: reports.1.via.0.who: no record parties/moon; add data/parties/moon.yaml',
    ],
    [
      'of evidence',
      loner('source: envoy', 'source: envoi'),
      'people/semyon-yolkin.yaml:3: spellings.0.source: no record sources/envoi; write envoy',
    ],
  ]);
});

describe('ids that are made', () => {
  const again = (file: string, lines: string) => (copy: Copy) =>
    copy.replace(file, 'revised:', `${lines}\nrevised:`);
  eachRefused([
    [
      'two reports by one source',
      again(
        'statements/fairy-tale.yaml',
        '  - source: harbour\n    wording:\n      - { part: whole, speech: direct, start: 203, end: 296, exact: for children }',
      ),
      'statements/fairy-tale.yaml:16: reports.1: a second report with the id fairy-tale.harbour; merge the two, or tell apart what they say (a report a source, a part a fragment)',
    ],
    [
      'two assertions of one thing by one person',
      again(
        'weapons/falcon.yaml',
        '  - { attribute: speed, value: fast, asserted_by: people/mila-orlov, voice: attributed, citations: [ { source: envoy, start: 333, end: 388, exact: Falcon missiles } ] }',
      ),
      /^weapons\/falcon\.yaml:18: attributes\.2: a second attribute with the id falcon\.speed\.mila-orlov; merge the two/,
    ],
    [
      'two fragments of one passage for one field',
      again(
        'regions/port-vell.yaml',
        '  - { field: name, source: harbour, start: 26, end: 141, exact: Port Vell }',
      ),
      /^regions\/port-vell\.yaml:7: citations\.1: a second citation with the id regions\.port-vell\.harbour\.26\.name; merge the two/,
    ],
  ]);
  eachAccepted([
    [
      'one fragment for two fields',
      again(
        'regions/port-vell.yaml',
        '  - { field: kind, source: harbour, start: 26, end: 141, exact: harbour of Port Vell }',
      ),
    ],
  ]);
});

describe('trees', () => {
  eachRefused([
    [
      'a party that is part of itself',
      (copy) => copy.append('parties/arland.yaml', 'part_of: arland'),
      'parties/arland.yaml:7: part_of: arland is its own ancestor (arland); break the circle',
    ],
    [
      'two regions inside each other',
      (copy) => copy.append('regions/bordavia.yaml', 'parent: port-vell'),
      'regions/bordavia.yaml:6: parent: bordavia is its own ancestor (bordavia < port-vell); break the circle',
      'regions/port-vell.yaml:3: parent: port-vell is its own ancestor (port-vell < bordavia); break the circle',
    ],
    [
      'a weapon that is part of itself',
      (copy) => copy.append('weapons/falcon.yaml', 'part_of: falcon'),
      'weapons/falcon.yaml:19: part_of: falcon is its own ancestor (falcon); break the circle',
    ],
    [
      'two topics below each other',
      (copy) => copy.append('topics/territory.yaml', 'parent: harbours'),
      'topics/harbours.yaml:2: parent: harbours is its own ancestor (harbours < territory); break the circle',
      'topics/territory.yaml:4: parent: territory is its own ancestor (territory < harbours); break the circle',
    ],
    [
      'a topic of a third level',
      (copy) => copy.append('topics/arms.yaml', 'parent: harbours'),
      'topics/arms.yaml:4: parent: a topic of a third level; place it below a topic of the first level',
    ],
  ]);
  eachAccepted([
    ['regions of three levels', (copy) => copy.replace('regions/eastmark.yaml', 'bordavia', 'port-vell')],
  ]);
});

describe('topics', () => {
  eachRefused([
    [
      'a statement without one',
      (copy) => copy.replace('statements/easing.yaml', 'topics: [ fishing ]', 'topics: []'),
      'statements/easing.yaml:8: topics: no topic; name at least one of data/topics',
    ],
    [
      'a demand without one',
      (copy) => copy.replace('demands/recovery-first.yaml', 'topics: [ fishing ]\n', ''),
      'demands/recovery-first.yaml:1: topics: no topic; name at least one of data/topics',
    ],
    [
      'an event without one',
      (copy) => copy.replace('events/interview.yaml', 'topics: [ territory ]', 'topics: []'),
      'events/interview.yaml:18: topics: no topic; name at least one of data/topics',
    ],
    [
      'one that nothing is about',
      (copy) => copy.write('topics/weather.yaml', 'name: Weather\ndefinition: Rain\nrevised: "2031-06-01"\n'),
      'topics/weather.yaml:1: a topic that nothing is about; remove it, or give it to the records it fits',
    ],
  ]);
  eachAccepted([
    [
      'an agreement without one',
      (copy) => copy.replace('agreements/fishing-limits.yaml', '[ fishing ]', '[]'),
    ],
    [
      'one that only narrower ones are about',
      (copy) => copy.replace('events/interview.yaml', 'topics: [ territory ]', 'topics: [ harbours ]'),
    ],
    [
      'one that only an agreement is about',
      (copy) =>
        copy
          .write('topics/weather.yaml', 'name: Weather\ndefinition: Rain\nrevised: "2031-06-01"\n')
          .replace('agreements/fishing-limits.yaml', '[ fishing ]', '[ weather ]'),
    ],
  ]);
});

describe('dates', () => {
  const dated = (edtf: string) => (copy: Copy) =>
    copy.replace('events/strike.yaml', 'weapons:', `dates: [ { edtf: "${edtf}", basis: stated } ]\nweapons:`);
  const afterStrike = (edtf: string) => (copy: Copy) => {
    dated(edtf)(copy);
    copy
      .replace('events/strike.yaml', 'relation: before', 'relation: part_of')
      .replace(
        'events/interview.yaml',
        'participants:',
        'relations: [ { relation: after, event: strike, asserted_by: sources/envoy } ]\nparticipants:',
      );
  };
  eachRefused([
    [
      'before what came earlier',
      dated('2031-05-03'),
      'events/strike.yaml:6: relations.0: before interview, but its dates say otherwise; mend the dates or the relation',
    ],
    [
      'after what came later',
      afterStrike('2031-05-03/..'),
      'events/interview.yaml:15: relations.0: after strike, but its dates say otherwise; mend the dates or the relation',
    ],
    [
      'inferred, without how',
      (copy) => copy.replace('events/interview.yaml', "    how: Friday before the place line's date\n", ''),
      'events/interview.yaml:6: dates.0.how: a date that is inferred does not say how; inferred dates say what from, stated ones do not',
    ],
    [
      'stated, but with how',
      (copy) => copy.replace('events/interview.yaml', 'basis: stated', 'basis: stated\n    how: by counting'),
      'events/interview.yaml:13: dates.1.how: a date that is stated says how; inferred dates say what from, stated ones do not',
    ],
    [
      'an event after the release',
      (copy) => {
        dated('2031-06-03')(copy);
        copy.replace('events/strike.yaml', 'relation: before', 'relation: after');
      },
      'events/strike.yaml:12: dates.0: lies after the release (2031-06-02); mend the date, or its standing is foreseen',
    ],
    [
      'a record revised after the release',
      loner('"2031-06-01"', '"2031-06-03"'),
      'people/semyon-yolkin.yaml:4: revised: revised after the release (2031-06-02); move the date in release.yaml',
    ],
  ]);
  eachAccepted([
    ['before, on the same day', dated('2031-05-02')],
    ['before, as far as the dates tell', dated('2031')],
    ['before, since open', dated('../2032')],
    ['after, on the same day', afterStrike('2031-05-02')],
    [
      'after, as far as the dates tell',
      (copy) => {
        afterStrike('2031-05-20')(copy);
        copy.replace('events/interview.yaml', 'edtf: "2031-05-02"', 'edtf: "2031-05"');
      },
    ],
    [
      'in response to what is not dated',
      (copy) => copy.replace('events/strike.yaml', 'relation: before', 'relation: in_response_to'),
    ],
    [
      'an event on the day of the release',
      (copy) => {
        dated('2031-06-02')(copy);
        copy.replace('events/strike.yaml', 'relation: before', 'relation: after');
      },
    ],
    [
      'foreseen for after the release',
      (copy) => {
        dated('2040')(copy);
        copy
          .replace('events/strike.yaml', 'relation: before', 'relation: after')
          .replace('events/strike.yaml', 'standing: reported', 'standing: foreseen');
      },
    ],
    [
      'hypothetical, after the release',
      (copy) => {
        dated('2040')(copy);
        copy
          .replace('events/strike.yaml', 'relation: before', 'relation: after')
          .replace('events/strike.yaml', 'standing: reported', 'standing: hypothetical');
      },
    ],
    ['revised on the day of the release', loner('"2031-06-01"', '"2031-06-02"')],
  ]);
});

describe('demands', () => {
  eachRefused([
    [
      'of oneself',
      (copy) => copy.replace('demands/return-harbour.yaml', '[ bordavia ]', '[ bordavia, arland ]'),
      'demands/return-harbour.yaml:4: addressees.1: arland demands of itself; name another addressee, or none',
    ],
    [
      'that nobody voices or reports',
      (copy) => copy.replace('demands/recovery-first.yaml', 'reported_by: [ sources/third ]\n', ''),
      'demands/recovery-first.yaml:1: voiced_by: neither voiced nor reported by anybody; fill voiced_by or reported_by',
    ],
    [
      'that rest on no statement',
      (copy) => copy.replace('demands/recovery-first.yaml', 'statements: [ easing ]', 'statements: []'),
      /^demands\/recovery-first\.yaml:8: statements: Too small/,
    ],
  ]);
});

describe('divergences', () => {
  const alone =
    (citing: string, ...bare: string[]) =>
    (copy: Copy) => {
      leaf('kind: wording', 'kind: only_one_reports')(copy);
      for (const cited of bare) leaf(`    citations:\n      - { ${cited} }\n`, '')(copy);
      leaf('revised:', `${citing}revised:`)(copy);
    };
  const HARBOUR = 'start: 142, end: 202, exact: not sign anything without the harbour';
  const ENVOY = 'start: 146, end: 200, exact: sign nothing without our harbour';
  eachRefused([
    [
      'one source alone, but two have evidence',
      alone(''),
      `${LEAF}:2: kind: only_one_reports, but 2 positions have evidence; give it the kind that fits now, or leave the evidence to the one that reports it`,
    ],
    [
      'one source alone, but none has evidence',
      alone(`citations: [ { field: kind, source: envoy, ${ENVOY} } ]\n`, HARBOUR, ENVOY),
      `${LEAF}:2: kind: only_one_reports, but 0 positions have evidence; give it the kind that fits now, or leave the evidence to the one that reports it`,
    ],
  ]);
  eachAccepted([['one source alone, with evidence', alone('', HARBOUR)]]);
});

describe('voices', () => {
  eachRefused([
    [
      'a statement of a source that is called attributed',
      (copy) => copy.replace('statements/falcon-fired.yaml', 'voice: own', 'voice: attributed'),
      'statements/falcon-fired.yaml:4: voice: attributed, but to a source; name who the source attributes it to, or the voice is own',
    ],
    [
      'a statement of a person in its own voice',
      (copy) => copy.replace('statements/easing.yaml', 'voice: attributed', 'voice: own'),
      'statements/easing.yaml:4: voice: own voice, but of people/league-secretary; only a source speaks in its own voice; here it is attributed',
    ],
    [
      'an attribute of a source that is called attributed',
      (copy) => copy.replace('weapons/falcon.yaml', 'voice: ambiguous', 'voice: attributed'),
      'weapons/falcon.yaml:15: attributes.1.voice: attributed, but to a source; name who the source attributes it to, or the voice is own',
    ],
    [
      'an attribute of a person in its own voice',
      (copy) => copy.replace('weapons/falcon.yaml', 'voice: attributed', 'voice: own'),
      'weapons/falcon.yaml:8: attributes.0.voice: own voice, but of people/mila-orlov; only a source speaks in its own voice; here it is attributed',
    ],
    [
      'a region’s status of a source that is called attributed',
      (copy) => copy.replace('regions/eastmark.yaml', 'voice: own', 'voice: attributed'),
      /^regions\/eastmark\.yaml:10: status\.0\.voice: attributed, but to a source; /,
    ],
    [
      'a region’s status of a party in its own voice',
      (copy) =>
        copy.replace('regions/eastmark.yaml', 'asserted_by: sources/third', 'asserted_by: parties/arland'),
      /^regions\/eastmark\.yaml:10: status\.0\.voice: own voice, but of parties\/arland; /,
    ],
  ]);
  eachAccepted([
    [
      'ambiguous, whoever speaks',
      (copy) =>
        copy
          .replace('statements/falcon-fired.yaml', 'voice: own', 'voice: ambiguous')
          .replace('statements/easing.yaml', 'voice: attributed', 'voice: ambiguous'),
    ],
  ]);
});

describe('not stated', () => {
  const called = (field: string) => (copy: Copy) =>
    copy.append(LONER, `not_stated: [ { field: ${field}, reason: ambiguous } ]`);
  eachRefused([
    [
      'a field that has a value',
      called('name'),
      'people/semyon-yolkin.yaml:5: not_stated.0.field: name is called not stated but has a value; remove the entry, or the value',
    ],
    [
      'a list that has members',
      called('spellings'),
      'people/semyon-yolkin.yaml:5: not_stated.0.field: spellings is called not stated but has a value; remove the entry, or the value',
    ],
    [
      'a field that is none',
      called('shoe_size'),
      'people/semyon-yolkin.yaml:5: not_stated.0.field: no field shoe_size; remove the entry, or the value',
    ],
    [
      'a reason that is none',
      (copy) => copy.append(LONER, 'not_stated: [ { field: party, reason: not_in_source } ]'),
      /^people\/semyon-yolkin\.yaml:5: not_stated\.0\.reason: "not_in_source" is not allowed; write not_in_sources; /,
    ],
  ]);
  eachAccepted([
    ['a field that is null', called('party')],
    ['a list that is empty', called('roles')],
  ]);
});

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
      'sources/envoy.yaml:8: article: the article is 0–1310 of 1309; give a range within the document',
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
    'sources/envoy.yaml:8: article: the article is 1309–1309 of 1309; give a range within the document',
  );
});

describe('fields that citations name', () => {
  const DEMAND = 'demands/return-harbour.yaml';
  const cites = (to: string) => (copy: Copy) => copy.replace(DEMAND, 'field: kind', to);
  eachRefused([
    [
      'one that is none, near to one',
      cites('field: knd'),
      'demands/return-harbour.yaml:13: citations.0.field: no field knd; write kind',
    ],
    [
      'one that is none',
      cites('field: xyz'),
      /^demands\/return-harbour\.yaml:13: citations\.0\.field: no field xyz; write id, title, summary, /,
    ],
    [
      'with an index',
      cites('field: topics.0'),
      /^demands\/return-harbour\.yaml:13: citations\.0\.field: no field topics\.0; write topics$/,
    ],
    [
      'a member that is not in it, near to one',
      cites('field: regions, value: port-wel'),
      'demands/return-harbour.yaml:13: citations.0.value: regions has no member port-wel; write port-vell',
    ],
    [
      'a member that is not in it',
      cites('field: regions, value: moon'),
      'demands/return-harbour.yaml:13: citations.0.value: regions has no member moon; write port-vell',
    ],
    [
      'a member of a list that is empty',
      cites('field: reported_by, value: sources/envoy'),
      'demands/return-harbour.yaml:13: citations.0.value: reported_by has no member sources/envoy; write a member first',
    ],
    [
      'a member that is named by one of its fields',
      cites('field: voiced_by, value: people/tomas-quint'),
      'demands/return-harbour.yaml:13: citations.0.value: voiced_by has no member people/tomas-quint; write people/mila-orlov',
    ],
  ]);
  eachAccepted([
    ['a member that is in it', cites('field: regions, value: port-vell')],
    ['a member by the field that names it', cites('field: voiced_by, value: people/mila-orlov')],
    ['a list as a whole', cites('field: regions')],
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
