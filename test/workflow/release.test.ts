/** `data:release`: what is written, and what is refused. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compareWritten } from '../../src/curation/release.ts';
import { openStore } from '../../src/store/store.ts';
import { Workplace } from './support.ts';

/** A workplace under version control, without the releases of the fixture. */
function makeWorkplace(): Workplace {
  const place = new Workplace();
  for (const file of Object.keys(place.files()))
    if (/^data\/(?:releases|retirements)\//.test(file)) place.remove(file);
  execFileSync('git', ['init', '-q'], { cwd: place.folder });
  commit(place);
  return place;
}

const commit = (place: Workplace) => {
  execFileSync('git', ['add', '-A', 'data'], { cwd: place.folder });
  const by = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
  execFileSync('git', [...by, 'commit', '-q', '-m', 'x'], { cwd: place.folder });
};

const release = (place: Workplace, ...args: string[]) => place.run('release', ...args);
const listReleases = (place: Workplace) =>
  Object.entries(place.files())
    .filter(([file]) => file.startsWith('data/releases/'))
    .map(([file, text]) => [file.slice('data/releases/'.length, -'.yaml'.length), parse(text)] as const);

let place: Workplace;
beforeAll(() => {
  place = makeWorkplace();
});

describe('a release', () => {
  it('is written with its hash and counts, and its database into the folder of releases', async () => {
    expect(await release(place)).toMatchObject({ code: 2, err: expect.stringContaining('say what is new') });
    expect(await release(place, 'The first')).toMatchObject({ code: 0, err: '' });
    const [[id, first] = []] = listReleases(place);
    expect(id).toBe(`2031-06-02-${first.hash.slice(0, 8)}`);
    expect(first).toMatchObject({ title: 'The first', date: '2031-06-02', before: null, changes: [] });
    expect(first.counts).toContainEqual({ collection: 'demands', count: 3 });
    const store = openStore(join(place.folder, 'build/releases', `${id}.sqlite`));
    expect(store.release).toMatchObject({ id, hash: first.hash });
    expect(store.has('releases', String(id))).toBe(true);
    store.close();
  });

  it('is not made again of the same records, nor of others under the same day, and leaves nothing behind', async () => {
    expect((await release(place, 'Again')).err).toContain('nothing is new since 2031-06-02-');
    place.replace('data/topics/arms.yaml', 'name: Arms', 'name: Arms and armour');
    expect((await release(place, 'Other')).err).toMatch(
      /2031-06-02-\w+ is the release of 2031-06-02, made of other records: write another day/,
    );
    expect(listReleases(place)).toHaveLength(1);
  });

  it('tells what changed since the one before, against the revision that this came with', async () => {
    place.replace('data/release.yaml', '2031-06-02', '2031-06-05');
    expect((await release(place, 'The second')).err).toContain('is in no revision yet: commit it');
    // The records that the first was made of, then those of the second.
    place.replace('data/topics/arms.yaml', 'name: Arms and armour', 'name: Arms');
    commit(place);
    place.replace('data/topics/arms.yaml', 'name: Arms', 'name: Arms and armour');
    expect(await release(place, 'The second')).toMatchObject({ code: 0, err: '' });
    const [[before] = [], [, second] = []] = listReleases(place);
    expect(second).toMatchObject({
      before,
      changes: [{ collection: 'topics', record: 'arms', change: 'changed', field: 'name' }],
    });
  });

  it('says what became of each record that it has no more, or is not made', async () => {
    commit(place);
    place
      .replace('data/release.yaml', '2031-06-05', '2031-06-07')
      .remove('data/divergences/refusal-wording.yaml');
    const refused = await release(place, 'The third');
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringContaining(
        'divergences/refusal-wording was removed, and nothing says what became of it',
      ),
    });
    expect(listReleases(place)).toHaveLength(2);
    place.write(
      'data/retirements/divergences-refusal-wording.yaml',
      'title: It was none\ncollection: divergences\nrecord: refusal-wording\nbecame: null\ndate: "2031-06-07"\nrevised: "2031-06-07"\n',
    );
    expect(await release(place, 'The third')).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(place.folder, 'build/releases'))).toBe(true);
  });

  it('keeps an id that was given up from being used again', () => {
    place.write(
      'data/divergences/refusal-wording.yaml',
      new Workplace().read('data/divergences/refusal-wording.yaml'),
    );
    expect(place.problems()).toEqual([
      expect.stringMatching(
        /retirements\/divergences-refusal-wording\.yaml.*is a record, and an id that was given up/,
      ),
    ]);
    const twice = new Workplace();
    const retirement = twice.read('data/retirements/demands-no-fishing.yaml');
    twice.write('data/retirements/once-more.yaml', retirement);
    expect(twice.problems()).toEqual([
      expect.stringMatching(
        /retirements\/once-more\.yaml.*demands\/no-fishing is given up twice; keep retirements\/demands-no-fishing/,
      ),
    ]);
  });

  it('is held against the records that it says it was made of', async () => {
    const other = makeWorkplace();
    await release(other, 'The first');
    other.replace('data/topics/arms.yaml', 'name: Arms', 'name: Arms and armour');
    commit(other);
    other
      .replace('data/release.yaml', '2031-06-02', '2031-06-05')
      .replace('data/topics/arms.yaml', 'armour', 'mail');
    expect((await release(other, 'The second')).err).toMatch(
      /the records at \w+ are not those that 2031-06-02-\w+ was made of/,
    );
  });
});

it('the day of a change is no change beside another, and one where nothing else is', () => {
  const at = (record: object) =>
    new Map([['topics/arms', { name: 'Arms', revised: '2031-06-01', ...record }]]);
  const fieldsOf = (record: object) => compareWritten(at({}), at(record)).map(({ field }) => field);
  expect(fieldsOf({ name: 'Weapons', revised: '2031-06-02' })).toEqual(['name']);
  expect(fieldsOf({ revised: '2031-06-02' })).toEqual(['revised']);
  expect(fieldsOf({})).toEqual([]);
});
