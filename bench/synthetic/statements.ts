import type { Rec } from '../../src/schema/resource.ts';
import type { RESPONSES, STATEMENT_KINDS } from '../../src/schema/statements.ts';
import type { Actor } from './actors.ts';
import { edtfOf, revisedOn } from './days.ts';
import { demandId } from './demands.ts';
import { eventId, occasionsOf } from './events.ts';
import { anyFragment, type Document, type Frame, idIn } from './frame.ts';
import { citing } from './passages.ts';
import { capital } from './phrases.ts';
import { mix, Random } from './random.ts';
import { type Report, reportsOf } from './reports.ts';
import { words } from './words.ts';

export interface Statement extends Rec {
  title: string;
  reports: readonly Report[];
  responds_to: readonly { to: string; response: (typeof RESPONSES)[number] }[];
}

type Kind = (typeof STATEMENT_KINDS)[number];
/** The commonest first. */
const KINDS: readonly Kind[] = [
  'position',
  'accusation',
  'assessment',
  'warning',
  'claim',
  'criticism',
  'denial',
  'threat',
  'prediction',
  'rejection',
  'offer',
  'commitment',
  'wish',
  'praise',
  'proposal',
];
const DEMANDING: readonly Kind[] = ['demand', 'demand', 'demand', 'proposal', 'wish'];
const OF_SOURCES: readonly Kind[] = ['claim', 'assessment', 'criticism'];
const ANSWERS: readonly (typeof RESPONSES)[number][] = ['rejects', 'falls_short', 'overlaps', 'accepts'];
const RELATIONS = ['repeats', 'qualifies', 'contradicts'] as const;

export const statementId = (frame: Frame, n: number): string => idIn(frame.prefix, n, 3);

interface Speaking {
  speaker: string;
  name: string;
  short: string;
  kind: Kind;
  /** Where a source speaks itself. */
  own: Document | null;
}

const saying = ({ ref, name, short }: Actor, kind: Kind): Speaking => ({
  speaker: ref,
  name,
  short,
  kind,
  own: null,
});

function speaking(frame: Frame, n: number, random: Random): Speaking {
  const demand = frame.demands[frame.demandOf[n] as number];
  if (demand) return saying(demand.speaker, random.pick(DEMANDING));
  const u = random.float();
  if (u < 0.16 && (frame.fewest[n] as number) < 2) {
    const own = random.favour(frame.documents);
    return { speaker: own.ref, name: 'The source', short: 'Outlet', kind: random.pick(OF_SOURCES), own };
  }
  return saying(random.favour(u < 0.25 ? frame.parties : frame.people), random.favour(KINDS));
}

function aboutOf(frame: Frame, n: number, random: Random): string[] {
  const about = new Set([random.favour(frame.parties).ref]);
  if (random.chance(0.5)) about.add(random.pick(frame.parties).ref);
  if (random.chance(0.25)) about.add(random.favour(frame.people).ref);
  if (random.chance(0.35)) about.add(random.favour(frame.regions).ref);
  if (frame.weapons.length && random.chance(0.25)) about.add(random.favour(frame.weapons).ref);
  if (frame.agreements.length && random.chance(0.1)) about.add(random.favour(frame.agreements).ref);
  if (random.chance(0.35)) about.add(`events/${eventId(frame, random.skewed(frame.events))}`);
  if (frame.ownAgreements && random.chance(0.06)) about.add(`agreements/${idIn(frame.prefix, 1, 1)}`);
  if (n > 0 && random.chance(0.03)) about.add(`statements/${statementId(frame, random.below(n))}`);
  if (frame.demands.length && random.chance(0.03))
    about.add(`demands/${demandId(frame, random.below(frame.demands.length))}`);
  return [...about];
}

function addresseesOf(frame: Frame, random: Random): string[] {
  const u = random.float();
  if (u > 0.35) return [];
  const first = random.favour(frame.parties).ref;
  const second = random.favour(frame.people).ref;
  return u < 0.05 ? [first, second] : [first];
}

function topicsOf(frame: Frame, n: number, random: Random): string[] {
  const ids = new Set([random.favour(frame.topics).id]);
  if (random.chance(0.35)) ids.add(random.favour(frame.topics).id);
  for (const { id } of frame.topicsOf.get(n) ?? []) ids.add(id);
  return [...ids];
}

function answersOf(frame: Frame, n: number, random: Random): Statement['responds_to'] {
  const answers = new Map<string, (typeof RESPONSES)[number]>();
  const party = frame.dismissals.get(n);
  if (party) answers.set(party.ref, 'rejects');
  const { length } = frame.demands;
  if (length && frame.demandOf[n] === -1 && random.chance(0.06))
    answers.set(`demands/${demandId(frame, random.below(length))}`, random.favour(ANSWERS));
  return [...answers].map(([to, response]) => ({ to, response }));
}

function relationsOf(frame: Frame, n: number, random: Random) {
  const relations = [];
  if (frame.echo?.statement === n) relations.push({ relation: 'repeats', statement: frame.echo.of });
  if (n > 0 && random.chance(0.04))
    relations.push({
      relation: random.favour(RELATIONS),
      statement: statementId(frame, random.below(n)),
    });
  return relations;
}

/** The n-th statement of a dossier. */
export function statement(frame: Frame, n: number): Statement {
  const { phrases } = frame.world;
  const random = new Random(mix(frame.seed, n, 23));
  const { speaker, name, short, kind, own } = speaking(frame, n, random);
  const clause = phrases.clause(random);
  const sentence = phrases.sentence(random);
  const rare = frame.rare.has(n) ? `, the ${words.rare} included` : '';
  const threatens = kind === 'threat' || kind === 'warning';
  const addressees = addresseesOf(frame, random);
  const occasion = !own && random.chance(0.6) ? eventId(frame, random.skewed(occasionsOf(frame))) : null;
  const condition = random.chance(0.12) ? capital(phrases.clause(random)) : null;
  const dated = random.chance(occasion ? 0.06 : 0.5);
  const [addressee] = addressees;
  return {
    id: statementId(frame, n),
    title: `${short}: ${clause}`,
    paraphrase: `${name} says that ${sentence}${rare}.`,
    speaker,
    voice: random.chance(0.08) ? 'ambiguous' : own ? 'own' : 'attributed',
    kind,
    addressees,
    about: aboutOf(frame, n, random),
    holder: random.chance(0.04) ? random.pick(frame.parties).ref : null,
    target:
      threatens && random.chance(0.5)
        ? capital(`${phrases.adjective(random)} ${phrases.noun(random)}`)
        : null,
    condition,
    topics: topicsOf(frame, n, random),
    occasion,
    date: dated ? edtfOf(frame.day + random.below(60), random) : null,
    responds_to: answersOf(frame, n, random),
    relations: relationsOf(frame, n, random),
    reports: reportsOf(frame, n, own, random),
    citations:
      addressee && random.chance(0.12) ? [citing('addressees', addressee, anyFragment(frame, random))] : [],
    revised: revisedOn(random),
    not_stated: own
      ? [{ field: 'occasion', reason: 'not_applicable' }]
      : condition === null && random.chance(0.03)
        ? [{ field: 'condition', reason: 'ambiguous' }]
        : [],
  };
}
