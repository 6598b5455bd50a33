import type { PARTY_KINDS } from '../../src/schema/parties.ts';
import type { ROLE_TIMES } from '../../src/schema/people.ts';
import type { Rec } from '../../src/schema/resource.ts';
import type { Almanacs } from './almanacs.ts';
import { revisedOn } from './days.ts';
import type { Name, Names } from './names.ts';
import { citing } from './passages.ts';
import { capital, type Phrases } from './phrases.ts';
import type { Random } from './random.ts';

type PartyKind = (typeof PARTY_KINDS)[number];

/** What the makers of shared records draw on. */
export interface Tools {
  random: Random;
  names: Names;
  phrases: Phrases;
  almanacs: Almanacs;
}

/** What texts and references need of a record. */
export interface Actor {
  id: string;
  /** As written where several collections are allowed. */
  ref: string;
  name: string;
  /** For short, as titles have it. */
  short: string;
  /** Of a person: the number of its party, or -1. */
  party: number;
  record: Rec;
}

export const spelled = ({ spellings }: Name, { almanacs }: Tools) =>
  spellings.map((exact) => almanacs.cite(exact));

/** An item that the real Wikidata will not have for long: its numbers have nine digits. */
export function wikidata(random: Random): { wikidata: string | null; identifiers_from: string | null } {
  if (!random.chance(0.4)) return { wikidata: null, identifiers_from: null };
  return { wikidata: `Q9${random.below(1e9)}`, identifiers_from: 'Invented for measuring' };
}

function party(kind: PartyKind, name: Name, above: string | null, tools: Tools): Actor {
  const { random, phrases, almanacs } = tools;
  const described = random.chance(0.4) ? phrases.fragment(random) : null;
  const record: Rec = {
    id: name.id,
    name: name.name,
    kind,
    description: described && `${name.name}, of which is said: ${phrases.clause(random)}.`,
    part_of: above,
    spellings: spelled(name, tools),
    ...wikidata(random),
    citations: described ? [citing('description', null, almanacs.cite(described))] : [],
    revised: revisedOn(random),
    not_stated: [],
  };
  return { id: name.id, ref: `parties/${name.id}`, name: name.name, short: name.name, party: -1, record };
}

const GATHERINGS: readonly (readonly [PartyKind, string, string])[] = [
  ['alliance', '', ' Alliance'],
  ['bloc', '', ' Bloc'],
  ['intergovernmental_organization', 'Council of ', ''],
  ['group', '', ' Front'],
];
const BELONGING: readonly (readonly [PartyKind, string, string])[] = [
  ['government', 'Government of ', ''],
  ['political_team', '', ' Transition Team'],
  ['collective', '', ' Officials'],
];

/** Parties that speak and demand, the most popular first. */
export function actors(count: number, tools: Tools): { actors: Actor[]; lands: Name[] } {
  const { random, names } = tools;
  const made: Actor[] = [];
  const lands: Name[] = [];
  while (made.length < count) {
    const [state] = lands;
    if (!state || random.chance(0.6)) {
      const land = names.land();
      lands.push(land);
      made.push(party('state', land, null, tools));
    } else if (random.chance(0.5)) {
      const [kind, before, behind] = random.pick(GATHERINGS);
      made.push(party(kind, names.place(before, behind), null, tools));
    } else {
      const land = random.pick(lands);
      const [kind, before, behind] = random.pick(BELONGING);
      const name = names.take(`${before}${land.name}${behind}`);
      if (name) made.push(party(kind, name, land.id, tools));
    }
  }
  return { actors: made, lands };
}

/** Outlets or agencies, the most popular first. */
export function press(kind: 'outlet' | 'agency', count: number, tools: Tools): Actor[] {
  const behind =
    kind === 'agency' ? [' Wire', ' Press Agency'] : [' Herald', ' Courier', ' Daily', ' Observer'];
  return Array.from({ length: count }, () =>
    party(kind, tools.names.place('', tools.random.pick(behind)), null, tools),
  );
}

const OFFICES = [
  'Foreign Minister',
  'President',
  'Prime Minister',
  'Defence Minister',
  'Spokesperson',
  'Envoy',
];
const TIMES: readonly (typeof ROLE_TIMES)[number][] = ['current', 'current', 'former', 'elect', 'not_stated'];

/** People, the most popular first; `partyOf` draws the number of somebody's party. */
export function people(
  count: number,
  parties: readonly Actor[],
  partyOf: () => number,
  tools: Tools,
): Actor[] {
  const { random, names, almanacs } = tools;
  return Array.from({ length: count }, (_, at): Actor => {
    const number = at > 2 && random.chance(0.05) ? -1 : partyOf();
    const its = parties[number];
    const unnamed = at > 2 && its !== undefined && random.chance(0.05);
    const office = random.pick(OFFICES);
    const name = unnamed
      ? { ...names.place(`${office} of ${its.name} in `, ''), spellings: [] }
      : names.person();
    const title = its ? `${office} of ${its.name}` : office;
    const roles = [];
    if (unnamed || random.chance(0.75))
      roles.push({
        title,
        party: its?.id ?? null,
        time: random.pick(TIMES),
        citations: [almanacs.cite(title.split(' ').slice(0, 6).join(' '))],
      });
    const record: Rec = {
      id: name.id,
      name: name.name,
      unnamed,
      party: its?.id ?? null,
      roles,
      spellings: spelled(name, tools),
      ...(unnamed ? { wikidata: null, identifiers_from: null } : wikidata(random)),
      citations: [],
      revised: revisedOn(random),
      not_stated: its ? [] : [{ field: 'party', reason: 'ambiguous' }],
    };
    const short = unnamed ? capital(office) : (name.name.split(' ').at(-1) ?? name.name);
    return { id: name.id, ref: `people/${name.id}`, name: name.name, short, party: number, record };
  });
}
