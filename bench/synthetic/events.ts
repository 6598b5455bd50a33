import type { PLOVER_TYPES, ROLES, STANDINGS } from '../../src/schema/events.ts';
import type { Rec } from '../../src/schema/resource.ts';
import { edtfOf, revisedOn } from './days.ts';
import { anyFragment, type Frame, idIn } from './frame.ts';
import { citing } from './passages.ts';
import { capital } from './phrases.ts';
import { mix, Random } from './random.ts';

export const eventId = (frame: Frame, n: number): string => idIn(frame.prefix, n, 2);

/** The first events of a dossier are those at which things are said. */
export const occasionsOf = ({ events, number }: Frame): number => Math.min(events, 1 + (number % 3));

const OCCASIONS = ['Interview with', 'Press conference of', 'Speech of', 'Talks with'];
const TYPES: readonly (typeof PLOVER_TYPES)[number][] = [
  'ACCUSE',
  'THREATEN',
  'MOBILIZE',
  'AID',
  'ASSAULT',
  'SANCTION',
  'REJECT',
  'AGREE',
  'COERCE',
  'REQUEST',
  'RETREAT',
  'PROTEST',
];
const THEIR_ROLES: readonly (typeof ROLES)[number][] = ['actor', 'target', 'recipient', 'participant'];

function standingOf(random: Random): (typeof STANDINGS)[number] {
  const u = random.float();
  return u < 0.7 ? 'reported' : u < 0.86 ? 'claimed' : u < 0.95 ? 'foreseen' : 'hypothetical';
}

function datesOf(frame: Frame, n: number, random: Random) {
  if (random.chance(0.12)) return [];
  const inferred = random.chance(0.25);
  // Days rise with the events' numbers, so that what is said to come after does.
  const edtf = edtfOf(frame.day + 4 * n + random.below(4), random);
  return [
    {
      edtf,
      basis: inferred ? 'inferred' : 'stated',
      how: inferred ? 'From the day of publication' : null,
      citations: random.chance(0.4) ? [anyFragment(frame, random)] : [],
    },
  ];
}

function relationsOf(frame: Frame, n: number, random: Random) {
  if (n === 0 || !random.chance(0.2)) return [];
  const relation = random.pick(['after', 'after', 'part_of', 'in_response_to'] as const);
  return [
    {
      relation,
      event: eventId(frame, n - 1),
      offset: relation === 'after' && random.chance(0.5) ? `${2 + random.below(50)} minutes` : null,
      asserted_by: random.favour(frame.people).ref,
      citations: [],
    },
  ];
}

function participantsOf(frame: Frame, random: Random) {
  const first = random.favour(frame.parties);
  const second = random.pick(frame.parties);
  const person = random.favour(frame.people);
  const all = [{ role: 'actor', who: first.ref }];
  if (second !== first) all.push({ role: random.pick(THEIR_ROLES), who: second.ref });
  if (random.chance(0.3)) all.push({ role: 'participant', who: person.ref });
  return all;
}

/** The n-th event of a dossier. */
export function event(frame: Frame, n: number): Rec {
  const { phrases } = frame.world;
  const random = new Random(mix(frame.seed, n, 19));
  const isOccasion = n < occasionsOf(frame);
  const participants = isOccasion
    ? [{ role: 'interviewee', who: (frame.people[n] ?? random.favour(frame.people)).ref }]
    : participantsOf(frame, random);
  const [who] = participants;
  const speaker = frame.people.find(({ ref }) => ref === who?.who);
  const title = isOccasion
    ? `${random.pick(OCCASIONS)} ${speaker?.name}`
    : n === occasionsOf(frame)
      ? frame.theme
      : `${capital(phrases.adjective(random))} ${phrases.noun(random)} in ${random.favour(frame.regions).name}`;
  const cited = random.chance(0.7) ? citing('summary', null, anyFragment(frame, random)) : null;
  const weapon = !isOccasion && random.chance(0.25) ? frame.weapons[0] : undefined;
  return {
    id: eventId(frame, n),
    title,
    summary: `${capital(phrases.sentence(random))}.`,
    type: isOccasion ? 'CONSULT' : random.chance(0.15) ? null : random.favour(TYPES),
    standing: isOccasion ? 'reported' : standingOf(random),
    dates: datesOf(frame, n, random),
    relations: relationsOf(frame, n, random),
    duration: isOccasion && random.chance(0.3) ? `${10 * (1 + random.below(12))} minutes` : null,
    participants,
    weapons: weapon ? [weapon.id] : [],
    regions: isOccasion ? [] : [random.favour(frame.regions).id],
    casualties: !isOccasion && random.chance(0.05) ? `${1 + random.below(40)} wounded` : null,
    targets:
      !isOccasion && random.chance(0.15)
        ? [capital(`${phrases.adjective(random)} ${phrases.noun(random)}`)]
        : [],
    topics: [random.favour(frame.topics).id],
    reasons: random.chance(0.1)
      ? [{ reason: capital(phrases.clause(random)), by: random.favour(frame.people).ref, citations: [] }]
      : [],
    citations: [cited ?? citing('participants', who?.who ?? null, anyFragment(frame, random))],
    revised: revisedOn(random),
    not_stated: [],
  };
}
