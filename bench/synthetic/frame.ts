import type { Actor } from './actors.ts';
import { someDay } from './days.ts';
import { type Evidence, passageOf } from './passages.ts';
import { capital } from './phrases.ts';
import { mix, Random } from './random.ts';
import type { Subject } from './subjects.ts';
import type { Popular, World } from './world.ts';

const HAPPENINGS = (
  'closing opening seizure sale loss return siege sharing crossing dividing draining fencing funding guarding ' +
  'inspection leasing listing mapping mining moving naming patrol reform repair search shelling survey transfer'
).split(' ');

/** Statements that answer all that a party demands, and those that have the rare word: so many in the whole dataset. */
export const DISMISSALS = 12;
const RARE = 8;
/** The most popular parties, one of which each dismissal answers. */
export const dismissed = (k: number, { actors }: World): Actor => actors.list[k % 4] as Actor;

export const padded = (n: number, digits: number): string => String(n).padStart(digits, '0');

/** A document of the dossier, as far as evidence in it needs it. */
export interface Document {
  id: string;
  ref: string;
  seed: number;
  /** Where its article begins, in code points; the sentences it has. */
  offset: number;
  sentences: number;
  cyrillic: boolean;
}

/** Who demands something, by whose mouth, and in which statements. */
export interface Demanding {
  speaker: Actor;
  party: Actor;
  statements: readonly number[];
}

/** What is settled of a dossier before any of its records is made, so that each can be made by itself. */
export interface Frame {
  world: World;
  number: number;
  seed: number;
  /** Begins the ids of all its records but documents. */
  prefix: string;
  theme: string;
  size: number;
  day: number;
  people: readonly Actor[];
  parties: readonly Actor[];
  regions: readonly Subject[];
  weapons: readonly Subject[];
  topics: readonly Subject[];
  agreements: readonly Subject[];
  documents: readonly Document[];
  events: number;
  demands: readonly Demanding[];
  /** Statements that divergences are about. */
  divided: readonly number[];
  ownAgreements: number;
  /** By statement: the demand that rests on it, else -1. */
  demandOf: Int16Array;
  /** By statement: the fewest reports it has, 0 where it has one and no more. */
  fewest: Uint8Array;
  /** By statement: topics that it has besides its own, so that each topic has a statement. */
  topicsOf: ReadonlyMap<number, readonly Subject[]>;
  rare: ReadonlySet<number>;
  dismissals: ReadonlyMap<number, Actor>;
  /** A statement that stands to one of an earlier dossier as told. */
  echo: { statement: number; of: string } | null;
}

export const idIn = (prefix: string, n: number, digits: number): string => `${prefix}-${padded(n, digits)}`;

/** Name and theme of a dossier: all that another one needs to refer to it. */
export function nameOf(world: World, number: number) {
  const { seed, dossiers } = world.layout;
  const random = new Random(mix(seed, number, 11));
  const happening = random.pick(HAPPENINGS);
  const [adjective, noun] = [world.phrases.adjective(random), world.phrases.noun(random)];
  const numbered = `d${padded(number, Math.max(5, String(dossiers - 1).length))}`;
  return {
    numbered,
    prefix: `${numbered}-${happening}-of-${noun}`,
    theme: `${capital(happening)} of the ${adjective} ${noun}`,
  };
}

/** Some of what is popular, each once, more popular ones first. */
function some<T>({ list, weights }: Popular<T>, count: number, random: Random): T[] {
  const chosen = new Set<T>();
  for (let i = 0; i < count; i++) chosen.add(list[weights.draw(random)] as T);
  return [...chosen];
}

function documentsOf(prefix: string, seed: number, size: number, random: Random): Document[] {
  const count = 3 + random.below(6);
  return Array.from({ length: count }, (_, at) => {
    const id = idIn(prefix, at + 1, 1);
    // As `skewed` draws them, and evenly for second reports.
    const share = 0.8 * (((at + 1) / count) ** (2 / 3) - (at / count) ** (2 / 3)) + 0.2 / count;
    return {
      id,
      ref: `sources/${id}`,
      seed: mix(seed, at, 13),
      offset: random.chance(0.3) ? random.below(200) : 0,
      sentences: 10 + Math.ceil(1.5 * size * share),
      cyrillic: random.chance(0.1),
    };
  });
}

function demandsOf(size: number, cast: { people: Actor[]; parties: Actor[] }, world: World, random: Random) {
  const count = Math.round(size / 7);
  return Array.from({ length: count }, (_, k): Demanding => {
    const first = Math.floor((k * size) / count);
    const person = random.favour(cast.people);
    const party = world.actors.list[person.party] ?? random.favour(cast.parties);
    const statements = [first];
    if (first + 1 < size && random.chance(0.25)) statements.push(first + 1);
    return { speaker: person.party >= 0 && random.chance(0.85) ? person : party, party, statements };
  });
}

function topicsIn({ layout, topics }: World, number: number): Map<number, Subject[]> {
  const found = new Map<number, Subject[]>();
  for (const { k, statement } of layout.spread(topics.list.length, number))
    found.set(statement, [...(found.get(statement) ?? []), topics.list[k] as Subject]);
  return found;
}

export function frameOf(world: World, number: number): Frame {
  const { layout } = world;
  const seed = mix(layout.seed, number, 7);
  const random = new Random(seed);
  const size = layout.size(number);
  const { numbered, prefix, theme } = nameOf(world, number);
  const people = some(world.people, 5 + random.below(5), random);
  const parties = some(world.actors, 4 + random.below(4), random);
  const demands = demandsOf(size, { people, parties }, world, random);
  const demandOf = new Int16Array(size).fill(-1);
  for (const [k, { statements }] of demands.entries()) for (const i of statements) demandOf[i] = k;
  const divergences = Math.round(size / 10);
  const divided = Array.from({ length: divergences }, (_, k) => Math.floor(((k + 0.5) * size) / divergences));
  const fewest = new Uint8Array(size).fill(1);
  for (const i of divided) fewest[i] = random.chance(0.4) ? 0 : 2;
  const earlier = number - 1 - random.below(3);
  return {
    world,
    number,
    seed,
    prefix,
    theme,
    size,
    day: someDay(random),
    people,
    parties,
    regions: some(world.regions, 2 + random.below(4), random),
    weapons: some(world.weapons, random.below(4), random),
    topics: some(world.topics, 3 + random.below(3), random),
    agreements: some(world.agreements, random.below(3), random),
    documents: documentsOf(`${numbered}-paper`, seed, size, random),
    events: Math.max(1, Math.round(size / 8)),
    demands,
    divided,
    ownAgreements: Math.max(0, random.below(5) - 2),
    demandOf,
    fewest,
    topicsOf: topicsIn(world, number),
    rare: new Set(layout.spread(RARE, number).map(({ statement }) => statement)),
    dismissals: new Map(
      layout.spread(DISMISSALS, number).map(({ k, statement }) => [statement, dismissed(k, world)]),
    ),
    echo:
      earlier >= 0 && random.chance(0.35)
        ? {
            statement: random.below(size),
            of: idIn(nameOf(world, earlier).prefix, random.below(layout.size(earlier)), 3),
          }
        : null,
  };
}

/** A fragment somewhere in a document, in its letters. */
export function fragmentIn({ world }: Frame, document: Document, at: number, random: Random): Evidence {
  const exact = document.cyrillic ? world.phrases.cyrillicFragment(random) : world.phrases.fragment(random);
  return { source: document.id, ...passageOf(document.seed, at, document.offset), exact };
}

/** A fragment in any sentence of any of the dossier's documents. */
export function anyFragment(frame: Frame, random: Random): Evidence {
  const document = random.favour(frame.documents);
  return fragmentIn(frame, document, random.below(document.sentences), random);
}
