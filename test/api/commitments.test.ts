/** What parties undertake, grant, offer or refuse, which demands that answers, and whether somebody says that it was kept. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, openApi, type Rec } from './support.ts';

const commitment = (...lines: string[]) => `title: Limits would be eased
party: lakes-league
towards: [ parties/arland ]
statements: [ easing ]
citations: [ { field: kind, source: third, start: 53, end: 121, exact: eased if stocks recover } ]
revised: "2031-06-01"
${lines.map((line) => `${line}\n`).join('')}`;

const FILES = {
  'commitments/ease-limits.yaml': commitment(
    'kind: offers',
    'binding: oral_offer',
    'condition: if stocks recover',
    'answers: [ { demand: lift-fishing-limits, how: falls_short } ]',
  ),
  'commitments/keep-limits.yaml': commitment(
    'kind: refuses',
    'binding: unilateral_statement',
    'date: "2031-04-30"',
    'answers: [ { demand: lift-fishing-limits, how: defers }, { demand: return-harbour, how: counter_proposes } ]',
    'kept: [ { kept: none, says: people/mila-orlov, citations: [ { source: third, start: 0, end: 52, exact: lift fishing limits } ] } ]',
  ),
};
/** The same words of a statement, which answers the demand as the first commitment does. */
const SAME = {
  'statements/easing.yaml': `title: Limits could be eased
paraphrase: Limits may be eased where stocks recover.
speaker: people/league-secretary
voice: attributed
kind: offer
topics: [ fishing ]
responds_to:
  - { to: demands/lift-fishing-limits, response: falls_short }
  - { to: parties/arland, response: rejects }
reports:
  - source: third
    verb: said
    wording: [ { part: offer, speech: indirect, start: 53, end: 121, exact: eased if stocks recover } ]
revised: "2031-06-01"
`,
};

let api: Api;
beforeAll(async () => {
  api = await openApi({ files: { ...FILES, ...SAME } });
});

const responses = async (id: string) => {
  const { data } = await api.json<{ data: Rec }>(`/demands/${id}`);
  const list = data.responses as {
    response: string;
    by: Rec;
    statement: Rec | null;
    commitment: Rec | null;
    to_all_of_party: boolean;
  }[];
  return {
    counts: [data.response_count, data.blanket_response_count],
    list: list.map(({ response, by, statement, commitment, to_all_of_party }) => [
      response,
      by.id,
      statement?.id,
      commitment?.id,
      to_all_of_party,
    ]),
  };
};

describe('commitments', () => {
  it.each([
    ['/commitments?party=lakes-league&kind=offers', ['ease-limits']],
    ['/commitments?demand=lift-fishing-limits', ['ease-limits', 'keep-limits']],
    ['/commitments?answer=defers,accepts', ['keep-limits']],
    ['/commitments?kept=none', ['keep-limits']],
    ['/commitments?kept__isnull=true', ['ease-limits']],
    ['/commitments?topic=fishing&binding=oral_offer', ['ease-limits']],
    ['/commitments?date__lt=2031-05', ['keep-limits']],
  ])('%s', async (url, ids) => {
    expect(await api.ids(url)).toEqual(ids);
  });

  it('have the topics of what they rest on and answer', async () => {
    const { data } = await api.json<{ data: Rec }>('/commitments/keep-limits');
    expect((data.topics as Rec[]).map(({ id }) => id)).toEqual(['fishing', 'harbours']);
    expect(data).toMatchObject({
      date: '2031-04-30',
      date_basis: 'stated',
      kept: [{ kept: 'none', says: { id: 'mila-orlov' }, citations: [{ exact: 'lift fishing limits' }] }],
    });
  });

  it('are responses to what they answer; what a statement says in the same words is the same response', async () => {
    expect(await responses('lift-fishing-limits')).toEqual({
      counts: [2, 1],
      list: [
        ['falls_short', 'league-secretary', 'easing', 'ease-limits', false],
        ['defers', 'lakes-league', 'easing', 'keep-limits', false],
        ['rejects', 'league-secretary', 'easing', undefined, true],
      ],
    });
    expect(await responses('return-harbour')).toMatchObject({ counts: [2, 1] });
  });

  it('are found by what passages say of them', async () => {
    expect(await api.ids('/citations?record=commitments/keep-limits')).toEqual([
      'commitments.keep-limits.third.0.kept.people-mila-orlov',
      'commitments.keep-limits.third.53.kind',
      'reports.easing.third.third.53.wording.offer',
    ]);
  });

  it('to all that a party demands are none to what it demands later', async () => {
    const early = SAME['statements/easing.yaml'].replace('revised:', 'date: "2030"\nrevised:');
    const other = await openApi({ files: { ...FILES, 'statements/easing.yaml': early } });
    expect(await other.ids('/demands?blanket_response_count__gte=1')).toEqual([]);
    expect(await other.ids('/demands?response=falls_short')).toEqual(['lift-fishing-limits']);
  });

  it('stand beside the demands that they answer, and the events they were made on', async () => {
    const { data } = await api.json<{ data: Rec }>('/demands/return-harbour?include=commitments');
    expect((data.commitments as Rec[]).map(({ id }) => id)).toEqual(['keep-limits']);
    expect(await api.ids('/demands?response=counter_proposes')).toEqual(['return-harbour']);
    expect(await api.ids('/demands?blanket_response_count__gte=1')).toEqual([
      'lift-fishing-limits',
      'return-harbour',
    ]);
  });
});
