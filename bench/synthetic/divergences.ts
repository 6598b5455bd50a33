import type { DIVERGENCE_KINDS } from '../../src/schema/divergences.ts';
import type { Rec } from '../../src/schema/resource.ts';
import { revisedOn } from './days.ts';
import { demandId, evidenceOf } from './demands.ts';
import { type Frame, idIn } from './frame.ts';
import { unsourced } from './passages.ts';
import { capital } from './phrases.ts';
import { mix, Random } from './random.ts';
import type { Statement } from './statements.ts';

/** The commonest first; what only one source reports is told from the number of reports. */
const KINDS: readonly (typeof DIVERGENCE_KINDS)[number][] = [
  'wording',
  'description',
  'scope',
  'condition',
  'attribution',
  'date',
  'name',
];

/** The n-th divergence of a dossier, with the evidence of the statement it is about. */
export function divergence(frame: Frame, n: number, statementAt: (n: number) => Statement): Rec {
  const { phrases } = frame.world;
  const random = new Random(mix(frame.seed, n, 31));
  const at = frame.divided[n] as number;
  const about = statementAt(at);
  const evidence = evidenceOf(about);
  const onlyOne = evidence.length < 2;
  const demand = frame.demandOf[at] as number;
  const positions = evidence.map((one) => ({
    source: one.source,
    position: `${capital(phrases.clause(random))}.`,
    citations: [unsourced(one)],
  }));
  const silent = frame.documents.filter(({ id }) => onlyOne && evidence.every(({ source }) => source !== id));
  return {
    id: idIn(frame.prefix, n, 2),
    title: capital(`${phrases.adjective(random)} ${phrases.noun(random)}`),
    kind: onlyOne ? 'only_one_reports' : random.favour(KINDS),
    summary: onlyOne
      ? `Only one source has it that ${phrases.clause(random)}.`
      : `Some have it that ${phrases.clause(random)}, others that ${phrases.clause(random)}.`,
    about: [`statements/${about.id}`, ...(demand >= 0 ? [`demands/${demandId(frame, demand)}`] : [])],
    positions: [
      ...positions,
      ...silent.map(({ id }) => ({ source: id, position: 'Does not report it.', citations: [] })),
    ],
    citations: [],
    revised: revisedOn(random),
    not_stated: [],
  };
}
