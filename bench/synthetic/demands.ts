import type { DEMAND_KINDS } from '../../src/schema/demands.ts';
import type { Rec } from '../../src/schema/resource.ts';
import { revisedOn } from './days.ts';
import { type Demanding, type Frame, idIn } from './frame.ts';
import { citing, type Evidence, unsourced } from './passages.ts';
import { capital } from './phrases.ts';
import { mix, Random } from './random.ts';
import type { Statement } from './statements.ts';

export const demandId = (frame: Frame, n: number): string => idIn(frame.prefix, n, 2);

/** The commonest first. */
const KINDS: readonly (typeof DEMAND_KINDS)[number][] = [
  'call',
  'required_term',
  'expectation',
  'precondition',
  'proposal',
  'red_line',
  'wish',
];

/** The first fragment of each report of a statement. */
export const evidenceOf = ({ reports }: Statement): Evidence[] =>
  reports.flatMap(({ source, wording: [first] }) =>
    first ? [{ source, start: first.start, end: first.end, exact: first.exact }] : [],
  );

function voicedBy({ speaker }: Demanding, frame: Frame, random: Random) {
  const restated = random.chance(0.25);
  const first = frame.people[0]?.ref ?? null;
  return [
    {
      who: speaker.ref,
      act: restated ? 'restated' : 'made',
      restates: restated && first !== speaker.ref ? first : null,
    },
  ];
}

/** The n-th demand of a dossier; `statementAt` gives the statements it rests on, whose evidence is its own. */
export function demand(frame: Frame, n: number, statementAt: (n: number) => Statement): Rec {
  const { phrases } = frame.world;
  const random = new Random(mix(frame.seed, n, 29));
  const demanding = frame.demands[n];
  if (!demanding) throw new Error(`${frame.prefix} has no demand ${n}`);
  const { party, statements } = demanding;
  const rests = statements.map(statementAt);
  const [first] = rests;
  const evidence = first ? evidenceOf(first) : [];
  const addressees = new Set<string>();
  for (let i = random.below(3); i > 0; i--) addressees.add(random.favour(frame.parties).id);
  addressees.delete(party.id);
  const [addressee] = addressees;
  const kind = random.favour(KINDS);
  const isVoiced = random.chance(0.9);
  const [head] = evidence;
  const differ = evidence.length > 1 && random.chance(0.4);
  return {
    id: demandId(frame, n),
    title: `${capital(phrases.noun(random))} of the ${phrases.adjective(random)} ${phrases.noun(random)}`,
    summary: `${party.name} asks that ${phrases.sentence(random)}.`,
    party: party.id,
    addressees: [...addressees],
    kind,
    condition: random.chance(0.3) ? capital(phrases.clause(random)) : null,
    as_reported: differ
      ? evidence.map((one, at) => ({
          source: one.source,
          kind: at ? random.favour(KINDS) : kind,
          condition: random.chance(0.3) ? capital(phrases.clause(random)) : null,
          citations: [unsourced(one)],
        }))
      : [],
    topics: [random.favour(frame.topics).id],
    regions: random.chance(0.5) ? [random.favour(frame.regions).id] : [],
    voiced_by: isVoiced ? voicedBy(demanding, frame, random) : [],
    reported_by: isVoiced ? [] : [random.favour(frame.people).ref],
    statements: rests.map(({ id }) => id),
    citations: head
      ? [
          citing('kind', null, head),
          ...(addressee && random.chance(0.2) ? [citing('addressees', addressee, head)] : []),
        ]
      : [],
    revised: revisedOn(random),
    not_stated: addressees.size ? [] : [{ field: 'addressees', reason: 'not_in_sources' }],
  };
}
