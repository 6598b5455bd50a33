import type { Rec } from '../../src/schema/resource.ts';
import { type Actor, actors, people, press } from './actors.ts';
import { Almanacs } from './almanacs.ts';
import { Layout } from './layout.ts';
import { Names } from './names.ts';
import { Phrases } from './phrases.ts';
import { mix, Random, type Weighted, zipf } from './random.ts';
import { regions } from './regions.ts';
import { agreements, type Subject, topics } from './subjects.ts';
import { weapons } from './weapons.ts';
import { vocabularyFor } from './words.ts';

/** Records by popularity, and how often each is drawn. */
export interface Popular<T> {
  list: readonly T[];
  weights: Weighted;
}

/** What all dossiers share. It grows much more slowly than the dataset, and is all that is kept of it. */
export interface World {
  layout: Layout;
  phrases: Phrases;
  actors: Popular<Actor>;
  outlets: Popular<Actor>;
  agencies: Popular<Actor>;
  people: Popular<Actor>;
  topics: Popular<Subject>;
  regions: Popular<Subject>;
  weapons: Popular<Subject>;
  agreements: Popular<Subject>;
  /** The shared records of each collection, in the order of their ids. */
  records: ReadonlyMap<string, readonly Rec[]>;
}

/** How many there are beside so many statements: with twice the text come some four in ten more names, not twice as many. */
const grown = (factor: number, least: number, statements: number) =>
  Math.max(least, Math.round(factor * Math.sqrt(statements)));

/** Which share of all the most popular one has. */
const FIRST = { actors: 0.15, outlets: 0.08, agencies: 0.2, people: 0.19, topics: 0.09, regions: 0.12 };

const popular = <T>(list: readonly T[], first: number): Popular<T> => ({
  list,
  weights: zipf(list.length, first),
});

const byId = (a: Rec, b: Rec) => (a.id < b.id ? -1 : 1);
const recordsOf = (...lists: readonly (readonly { record: Rec }[])[]): Rec[] =>
  lists.flatMap((list) => list.map(({ record }) => record)).sort(byId);

export function worldOf(statements: number, seed: number): World {
  const random = new Random(mix(seed, 2));
  const phrases = new Phrases(vocabularyFor(statements, seed));
  const tools = { random, phrases, names: new Names(random), almanacs: new Almanacs(mix(seed, 4)) };

  const states = actors(grown(0.7, 6, statements), tools);
  const chosen = popular(states.actors, FIRST.actors);
  const outlets = press('outlet', grown(0.25, 3, statements), tools);
  const agencies = press('agency', grown(0.05, 2, statements), tools);
  const partyOf = () => chosen.weights.draw(random);
  const speakers = people(grown(1.5, 6, statements), states.actors, partyOf, tools);
  const asserting = { actors: states.actors, speakers };
  const subjects = topics(Math.max(6, Math.round(3 * statements ** 0.33)), tools);
  const places = regions(grown(1.2, 8, statements), states.lands, asserting, tools);
  const arms = weapons(grown(0.5, 3, statements), asserting, tools);
  const accords = agreements(
    grown(0.2, 2, statements),
    states.actors,
    { topics: subjects, regions: places },
    tools,
  );
  const almanacs = tools.almanacs.sources(outlets.map(({ id }) => id));

  return {
    layout: new Layout(seed, statements),
    phrases,
    actors: chosen,
    outlets: popular(outlets, FIRST.outlets),
    agencies: popular(agencies, FIRST.agencies),
    people: popular(speakers, FIRST.people),
    topics: popular(subjects, FIRST.topics),
    regions: popular(places, FIRST.regions),
    weapons: popular(arms, FIRST.regions),
    agreements: popular(accords, FIRST.regions),
    records: new Map([
      ['parties', recordsOf(states.actors, outlets, agencies)],
      ['people', recordsOf(speakers)],
      ['topics', recordsOf(subjects)],
      ['regions', recordsOf(places)],
      ['weapons', recordsOf(arms)],
      ['agreements', recordsOf(accords)],
      ['sources', almanacs],
    ]),
  };
}
