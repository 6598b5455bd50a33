/** How others answer a demand: what statements say to it, and the commitments that are answers. */
import * as z from 'zod';
import { parseEdtf } from './edtf.ts';
import { open, ref, responseKind, speakerRef } from './fields.ts';
import { type DatedPosition, findDate, getTimeline } from './position.ts';
import type { Dataset, Rec } from './resource.ts';

/** A response to a demand; one to all that its party demands names none, and is told apart. */
export const response = z.strictObject({
  response: responseKind.describe('How it responds'),
  by: speakerRef('Who responds'),
  to_all_of_party: z
    .boolean()
    .describe('Whether it responds to all that the party demands by then, not to this alone'),
  statement: open(ref('statements', 'The statement that responds'), 'not_applicable'),
  commitment: open(ref('commitments', 'The commitment that it is'), 'not_applicable'),
});

type Response = z.output<typeof response>;

/** Whether a demand had been put when a statement was made: what is put later was not answered then. */
function wasPut(timeline: readonly DatedPosition[], statement: Rec, dataset: Dataset): boolean {
  const { date } = findDate(statement as never, dataset);
  const day = date && parseEdtf(date)?.latest;
  return !day || timeline.some(({ valid_from }) => valid_from !== null && valid_from <= day);
}

/** Responses of statements to a demand itself, and to all that its party demands by then. */
function listStatedResponses(demand: Rec, dataset: Dataset): Response[] {
  const timeline = getTimeline(demand, dataset);
  return [`demands/${demand.id}`, `parties/${demand.party}`].flatMap((to) => {
    const [collection = '', id = ''] = to.split('/');
    const answering = dataset
      .findReferrers(collection, id, 'statements', 'responds_to.to')
      .filter((statement) => collection === 'demands' || wasPut(timeline, statement, dataset));
    return answering.flatMap((statement) =>
      (statement.responds_to as { to: string; response: Response['response'] }[])
        .filter((r) => r.to === to)
        .map(({ response }) => ({
          response,
          by: String(statement.speaker),
          to_all_of_party: collection === 'parties',
          statement: statement.id,
          commitment: null,
        })),
    );
  });
}

/**
 * Responses to a demand: answers that commitments are, and those of statements. What a statement says of a demand in
 * which a commitment rests on it is one response, not two.
 */
export function listResponses(demand: Rec, dataset: Dataset): Response[] {
  const answers = dataset
    .findReferrers('demands', demand.id, 'commitments', 'answers.demand')
    .flatMap((commitment) =>
      (commitment.answers as { demand: string; how: Response['response'] }[])
        .filter((answer) => answer.demand === demand.id)
        .map(({ how }) => ({ how, commitment, statements: commitment.statements as string[] })),
    );
  const stated = listStatedResponses(demand, dataset).map((response) => {
    const same = answers.find(
      ({ how, statements }) =>
        !response.to_all_of_party &&
        how === response.response &&
        statements.includes(String(response.statement)),
    );
    return same ? { ...response, commitment: same.commitment.id } : response;
  });
  const others = answers
    .filter(({ commitment }) => !stated.some((response) => response.commitment === commitment.id))
    .map(({ how, commitment, statements: [statement = null] }) => ({
      response: how,
      by: `parties/${commitment.party}`,
      to_all_of_party: false,
      statement,
      commitment: commitment.id,
    }));
  return [...stated.filter((r) => !r.to_all_of_party), ...others, ...stated.filter((r) => r.to_all_of_party)];
}
