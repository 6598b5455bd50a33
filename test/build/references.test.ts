import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { eachAccepted, eachRefused, loner } from './cases.ts';
import { built, Copy, refusal } from './support.ts';

/** What passes the check is built, too. */
function eachBuilt(cases: readonly [name: string, edit: (copy: Copy) => unknown][]) {
  test.each(cases)('%s', (_, edit) => {
    const copy = new Copy();
    edit(copy);
    expect(refusal(copy.data)).toEqual([]);
    expect(built(copy.data).query('PRAGMA foreign_key_check')).toEqual([]);
  });
}

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
      'that end as the table of another',
      (copy) => copy.replace('demands/return-harbour.yaml', 'key: interview', 'key: csv'),
      'demands/return-harbour.yaml:8: positions.0: the id return-harbour.csv ends in the suffix of a format; let nothing that it is made of be called csv',
    ],
    [
      'two reports by one source',
      again(
        'statements/fairy-tale.yaml',
        '  - source: harbour\n    wording:\n      - { part: whole, speech: direct, start: 203, end: 296, exact: for children }',
      ),
      'statements/fairy-tale.yaml:19: reports.1: a second report with the id fairy-tale.harbour; merge the two, or tell apart what they say (a report a source, a part a fragment)',
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

describe('lists', () => {
  const twice = (member: string) => `${member} stands there twice; write it once`;
  eachRefused([
    [
      'a reference twice',
      (copy) => copy.replace('demands/recovery-first.yaml', '[ fishing ]', '[ fishing, arms, fishing ]'),
      `demands/recovery-first.yaml:4: topics.2: ${twice('fishing')}`,
    ],
    [
      'a reference with its collection twice',
      (copy) =>
        copy.replace('demands/recovery-first.yaml', '[ sources/third ]', '[ sources/third, sources/third ]'),
      `demands/recovery-first.yaml:8: positions.0.reported_by.1: ${twice('sources/third')}`,
    ],
    [
      'a text twice',
      (copy) => copy.append('agreements/fishing-limits.yaml', 'terms: [ One, Two, One ]'),
      `agreements/fishing-limits.yaml:11: terms.2: ${twice('One')}`,
    ],
    [
      'an object without evidence twice',
      (copy) =>
        copy.replace(
          'people/semyon-yolkin.yaml',
          'revised:',
          'roles: [ { title: Clerk, time: former }, { title: Clerk, time: former } ]\nrevised:',
        ),
      /^people\/semyon-yolkin\.yaml:4: roles\.1: .*Clerk.* stands there twice; write it once$/,
    ],
    [
      'two reasons why one field is empty',
      (copy) =>
        copy.append(
          'agreements/fishing-limits.yaml',
          'not_stated:',
          '  - { field: work, reason: ambiguous }',
          '  - { field: work, reason: not_applicable }',
        ),
      `agreements/fishing-limits.yaml:13: not_stated.1: ${twice('work')}`,
    ],
  ]);

  test('a member that has evidence is told by its evidence, once', () => {
    const date = `  - edtf: "2031"
    basis: stated
    citations:
      - { source: envoy, start: 308, end: 332, exact: spoke in 2031 }
`;
    expect(refusal(new Copy().replace('events/interview.yaml', date, date + date).data)).toEqual([
      expect.stringMatching(/: dates\.2\.citations\.0: a second citation with the id /),
    ]);
  });

  test('whatever list of whatever record holds a member twice, it is refused', () => {
    const copy = new Copy();
    const files = readdirSync(copy.data, { recursive: true, encoding: 'utf8' });
    const records = files
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => {
        const record = parse(copy.read(file), { schema: 'core' });
        const lists: unknown[][] = [];
        const gather = (value: unknown): void => {
          if (Array.isArray(value) && value.length) lists.push(value);
          if (typeof value === 'object' && value !== null) Object.values(value).forEach(gather);
        };
        gather(record);
        return { file, record, lists };
      });
    // One list of every file at a time: each file has to be named.
    const rounds = Math.max(...records.map(({ lists }) => lists.length));
    expect(rounds).toBeGreaterThan(5);
    for (let round = 0; round < rounds; round++) {
      const asked = records.filter(({ lists }) => round < lists.length);
      for (const { file, record, lists } of records) {
        const list = lists[round];
        list?.push(structuredClone(list[0]));
        copy.write(file, stringify(record, { aliasDuplicateObjects: false }));
        list?.pop();
      }
      const refused = new Set(refusal(copy.data).map((line) => line.split(':')[0]));
      const accepted = asked.filter(({ file }) => !refused.has(file));
      expect(accepted.map(({ file, lists }) => `${file}: ${JSON.stringify(lists[round])}`)).toEqual([]);
    }
  });

  eachBuilt([
    [
      'roles that nothing but punctuation names, beside one that is called by their number',
      (copy) =>
        copy.replace(
          'people/semyon-yolkin.yaml',
          'revised:',
          'roles:\n  - { title: "2", time: current }\n  - { title: "—", time: current }\nrevised:',
        ),
    ],
    [
      'a dataset without a record',
      (copy) => {
        for (const entry of readdirSync(copy.data, { withFileTypes: true }))
          if (entry.isDirectory()) rmSync(join(copy.data, entry.name), { recursive: true });
      },
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
