import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { runNew } from '../../src/curation/commands/create.ts';
import { runFix } from '../../src/curation/commands/fix.ts';
import { HELP } from '../../src/curation/format.ts';
import { writeSkeleton } from '../../src/curation/skeleton.ts';
import { resources } from '../../src/schema/index.ts';
import { isWritten } from '../../src/schema/resource.ts';
import { Workplace } from './support.ts';

const written = resources.filter(isWritten);

const DIVERGENCE = 'data/divergences/two-dates.yaml';

describe('a new record', () => {
  test('is begun, refused line by line until it is filled in, and then free of help', () => {
    const place = new Workplace();
    const said = vi.spyOn(console, 'log').mockImplementation(() => {});
    runNew(place.options(), ['divergences', 'two-dates']);
    expect(said.mock.lastCall?.[0]).toMatch(
      /divergences\/two-dates\.yaml: fill it in, then npm run data:anchor and npm run data:check$/,
    );
    expect(place.read(DIVERGENCE)).toContain('\nrevised: "2031-06-02"\n'); // the day of the release
    expect(place.problems()).toEqual([
      'divergences/two-dates.yaml:4: title: not written yet; Title in our own words',
      'divergences/two-dates.yaml:5: kind: not written yet; In what the sources differ (one of wording, date, name, attribution, condition, scope, description, only_one_reports)',
      'divergences/two-dates.yaml:6: summary: not written yet; How they differ, in our own words',
      'divergences/two-dates.yaml:10: positions.0.source: not written yet; The document (an id of data/sources)',
      'divergences/two-dates.yaml:11: positions.0.position: not written yet; What it has, in our own words',
      'divergences/two-dates.yaml:14: positions.1.source: not written yet; The document (an id of data/sources)',
      'divergences/two-dates.yaml:15: positions.1.position: not written yet; What it has, in our own words',
    ]);
    const begun = place.read(DIVERGENCE);
    runFix(place.options(), []);
    expect(place.read(DIVERGENCE)).toBe(begun); // nothing is put in order that is not there yet

    const filled: [string, string][] = [
      ['title: FILL-IN', 'title: Two dates'],
      ['kind: FILL-IN', 'kind: date'],
      ['summary: FILL-IN', 'summary: Each has another day.'],
      ['# about:', 'about:'],
      ['#   - FILL-IN', '  - events/interview'],
      ['source: FILL-IN', 'source: harbour'],
      ['position: FILL-IN', 'position: A Friday'],
      ['# citations:', 'citations:'],
      ['#   - { exact: "FILL-IN" }', '  - { start: 26, end: 141, exact: demanded on Friday }'],
      ['source: FILL-IN', 'source: envoy'],
      ['position: FILL-IN', 'position: No day'],
    ];
    place.write(
      DIVERGENCE,
      filled.reduce((text, [from, to]) => text.replace(from, to), begun),
    );
    expect(place.problems()).toEqual([]);
    runFix(place.options(), []);
    expect(place.read(DIVERGENCE)).toBe(`title: Two dates
kind: date
summary: Each has another day.
about: [ events/interview ]
positions:
  - source: harbour
    position: A Friday
    citations:
      - { start: 26, end: 141, exact: "demanded on Friday" }
  - { source: envoy, position: "No day" }
revised: "2031-06-02"
`);
    said.mockRestore();
  });

  test('without a range yet: the message names the command that finds it', () => {
    const place = new Workplace().replace('data/people/semyon-yolkin.yaml', 'start: 261, end: 307, ', '');
    expect(place.problems()).toEqual([
      'people/semyon-yolkin.yaml:3: spellings.0.start: missing; npm run data:anchor finds it',
      'people/semyon-yolkin.yaml:3: spellings.0.end: missing; npm run data:anchor finds it',
    ]);
  });

  test.each(written.map(({ name }) => name))('of %s has every field, each with its description', (name) => {
    const resource = written.find((candidate) => candidate.name === name);
    if (!resource) throw new Error(name);
    const text = writeSkeleton(resource, '2031-06-02');
    const { id: _, ...shape } = resource.record.shape;
    const required = Object.keys(shape).filter(
      (key) => !z.safeParse(shape[key] as z.ZodType, undefined).success,
    );
    expect(Object.keys(parse(text))).toEqual(required);
    // Taking away the comment marks gives a record with all fields.
    const all = text.replace(/^( *)# /gm, '$1');
    expect(Object.keys(parse(all))).toEqual(Object.keys(shape));
    // What may be left out is one comment, with all that is in it.
    expect(all).not.toMatch(/^ *# /m);
    for (const line of text.trimEnd().split('\n'))
      expect(line === 'revised: "2031-06-02"' || line.trim() === '- FILL-IN' || line.includes(HELP)).toBe(
        true,
      );
  });

  test.each([
    ['a collection nearly named', ['demand', 'x'], 'no collection demand; write demands'],
    ['no collection', ['zebras', 'x'], 'no collection zebras; known: parties, sources, people, topics, '],
    [
      'one written inside another',
      ['reports', 'x'],
      'reports are written inside statements: add one to reports in its file',
    ],
    ['one that the build makes', ['citations', 'x'], 'citations has no files: the build makes it'],
    [
      'a bad id',
      ['demands', 'No_Harbour'],
      '“No_Harbour” is no id; write no-harbour, such as no-nato-membership',
    ],
    ['an id that leads elsewhere', ['demands', '../people/x'], '“../people/x” is no id; write people-x'],
    [
      'a record that is there',
      ['demands', 'return-harbour'],
      'data/demands/return-harbour.yaml is there already',
    ],
    ['no id', ['demands'], 'name the collection and the id of the new record'],
  ])('is refused: %s', (_, args, message) => {
    const place = new Workplace();
    const before = place.files();
    expect(() => runNew(place.options(), args)).toThrow(message);
    expect(place.files()).toEqual(before);
  });

  test('is refused with one line', async () => {
    const place = new Workplace();
    expect(await place.run('new', 'demand', 'x')).toEqual({
      code: 1,
      out: '',
      err: 'no collection demand; write demands\n',
    });
  });
});
