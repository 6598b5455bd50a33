import { describe } from 'vitest';
import { eachAccepted, eachRefused, loner } from './cases.ts';
import type { Copy } from './support.ts';

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
