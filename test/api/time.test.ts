/** Demands over time: what stood on a day, in which form, since when only silence carries it, and what changed. */
import { beforeAll, describe, expect, it } from 'vitest';
import { demandResource } from '../../src/schema/demands.ts';
import { getParameters, isOfStanding } from '../../src/schema/parameters.ts';
import { type Api, openApi, type Rec, sorted } from './support.ts';

const EVIDENCE = 'start: 0, end: 145, exact: possible only if Bordavia gives up';

/** A position of a demand, in YAML. */
const put = (key: string, ...lines: string[]) => `  - key: ${key}
${lines.map((line) => `    ${line}\n`).join('')}    citations: [ { field: kind, source: envoy, ${EVIDENCE} } ]
`;
const voiced = (who: string, act = 'made') => [`voiced_by: [ ${who} ]`, `act: ${act}`];
const orlov = (act?: string) => voiced('people/mila-orlov', act);
const curators = (change: string) => [`change: ${change}`, 'change_basis: curator'];

const demand = (title: string, topic: string, ...positions: string[]) => `title: ${title}
summary: ${title}, as it is put.
party: arland
addressees: [ bordavia ]
topics: [ ${topic} ]
positions:
${positions.join('')}revised: "2031-06-01"
`;

const FILES = {
  'demands/return-harbour.yaml': demand(
    'Return of the harbour of Port Vell',
    'harbours',
    put(
      'wish',
      'date: "2030-01-10"',
      ...orlov(),
      'kind: wish',
      'statements: [ return-harbour ]',
      ...curators('first_stated'),
    ),
    put(
      'told',
      'date: "2030-02-01"',
      'act: told_of_another_side',
      'reported_by: [ people/tomas-quint ]',
      'kind: red_line',
    ),
    put(
      'month',
      'date: "2030-03"',
      ...voiced('parties/arland', 'restated'),
      'kind: precondition',
      'condition: For peace',
      ...curators('hardened'),
    ),
    put(
      'list',
      'date: "2030-05-05"',
      ...orlov('restated'),
      'kind: call',
      ...curators('dropped_from_the_list'),
    ),
    put('again', 'date: "2030-06-06"', ...orlov('restated'), 'kind: call', ...curators('softened')),
    put('gone', 'date: "2030-09-09"', ...orlov(), 'kind: call', ...curators('withdrawn')),
  ),
  'demands/lift-fishing-limits.yaml': demand(
    'End of fishing limits',
    'fishing',
    put('interview', 'occasion: interview', ...orlov(), 'kind: call', 'statements: [ lift-limits ]'),
    put('someday', ...orlov('restated'), 'kind: wish'),
  ),
  'demands/open-port.yaml': demand(
    'An open port',
    'harbours',
    put(
      'told',
      'date: "2030-04-01"',
      'act: told_of_another_side',
      'reported_by: [ people/tomas-quint ]',
      'kind: expectation',
      'statements: [ return-harbour ]',
    ),
  ),
};

let api: Api;
beforeAll(async () => {
  api = await openApi({ files: FILES });
});

/** What stood on a day: demands with the kind and the position of that day. */
async function standing(day: string, more = ''): Promise<Record<string, unknown>> {
  const { data } = await api.json(`/demands?as_of=${day}${more}`);
  return Object.fromEntries(
    data.map(({ id, kind, position }) => [id, [kind, (position as Rec).id.split('.')[1]]]),
  );
}

describe('as_of', () => {
  it.each([
    ['before anything was said', '2030-01-09', {}],
    ['on the day', '2030-01-10', { 'return-harbour': ['wish', 'wish'] }],
    [
      'what another side tells is no demand of the party',
      '2030-02-10',
      { 'return-harbour': ['wish', 'wish'] },
    ],
    ['a month is over before it is sure', '2030-03-30', { 'return-harbour': ['wish', 'wish'] }],
    ['and on its last day it is', '2030-03-31', { 'return-harbour': ['precondition', 'month'] }],
    [
      'a list that leaves it out withdraws nothing; what is only told stands where nothing else is known',
      '2030-05-20',
      { 'open-port': ['expectation', 'told'], 'return-harbour': ['precondition', 'month'] },
    ],
    [
      'what is put anew',
      '2030-06-06',
      { 'open-port': ['expectation', 'told'], 'return-harbour': ['call', 'again'] },
    ],
    ['what is withdrawn is out', '2030-09-09', { 'open-port': ['expectation', 'told'] }],
    [
      'a date that its occasion gives',
      '2031-05-02',
      { 'lift-fishing-limits': ['call', 'interview'], 'open-port': ['expectation', 'told'] },
    ],
  ])('%s: %s', async (_, day, expected) => {
    expect(await standing(day)).toEqual(expected);
  });

  it('goes with other filters, which are asked of the position of that day', async () => {
    expect(await api.ids('/demands?kind=precondition')).toEqual(['return-harbour']);
    expect(await api.ids('/demands?kind=precondition&as_of=2030-04-01')).toEqual(['return-harbour']);
    expect(await api.ids('/demands?kind=precondition&as_of=2030-02-01')).toEqual([]);
    expect(await api.ids('/demands?kind__not=precondition&as_of=2030-07-01&topic=harbours')).toEqual([
      'open-port',
      'return-harbour',
    ]);
    expect(await api.ids('/demands?person=mila-orlov&as_of=2030-04-01')).toEqual([]);
    expect(await api.ids('/demands?change=hardened&as_of=2030-04-01&party=arland')).toEqual([
      'return-harbour',
    ]);
  });

  it('parts what stood by whether a field was stated on that day, whichever it is', async () => {
    const stood = await api.ids('/demands?as_of=2030-04-01');
    const fields = getParameters(demandResource).filter(
      (parameter) => parameter.operator === 'isnull' && isOfStanding(demandResource, parameter),
    );
    expect(fields.length).toBeGreaterThan(3);
    for (const { name } of fields) {
      const [open, stated] = await Promise.all(
        [true, false].map((value) => api.ids(`/demands?${name}=${value}&as_of=2030-04-01`)),
      );
      expect([name, ...sorted([...(open ?? []), ...(stated ?? [])])]).toEqual([name, ...sorted(stood)]);
    }
  });

  it('says when it was last affirmed: since then only silence carries it', async () => {
    const { data } = await api.json('/demands?as_of=2030-05-31&id=return-harbour');
    expect(data[0]).toMatchObject({
      kind: 'precondition',
      condition: 'For peace',
      position: { id: 'return-harbour.month', name: 'Return of the harbour of Port Vell, 2030-03' },
      last_affirmed: '2030-03',
      last_affirmed_latest: '2030-03-31',
      silent_since: '2030-03-31',
      first_stated: '2030-01-10',
    });
    const { data: now } = await api.json<{ data: Rec }>('/demands/return-harbour');
    expect(now).toMatchObject({
      kind: 'call',
      last_affirmed: '2030-06-06',
      position: { id: 'return-harbour.again' },
    });
  });

  it('counts, pages and exports as any filter does', async () => {
    const list = await api.json('/demands?as_of=2030-04-01&facet=kind&limit=1&sort=-title');
    expect(list.meta).toMatchObject({ total: 2, count: 1 });
    expect(list.facets?.kind?.map(({ value, count }) => [value, count])).toEqual([
      ['expectation', 1],
      ['precondition', 1],
    ]);
    expect(list.links.next).toContain('as_of=2030-04-01');
    const { body } = await api.get('/demands.csv?as_of=2030-04-01&select=id,kind,position,last_affirmed');
    expect(body.split('\r\n').slice(0, 3)).toEqual([
      'id,kind,position_id,position_name,last_affirmed,last_affirmed_earliest,last_affirmed_latest',
      'open-port,expectation,open-port.told,"An open port, 2030-04-01",,,',
      'return-harbour,precondition,return-harbour.month,"Return of the harbour of Port Vell, 2030-03",2030-03,2030-03-01,2030-03-31',
    ]);
    expect(await api.ids('/positions?as_of=2030-04-01')).toEqual(['open-port.told', 'return-harbour.month']);
  });

  it.each(['2030', '2030-02-30', '2030-01/2030-02', 'today'])('refuses %s, which is no day', async (day) => {
    const { errors } = await api.problem(`/demands?as_of=${encodeURIComponent(day)}`);
    expect(errors).toEqual([
      { parameter: 'as_of', detail: expect.stringContaining('is not a day; write one such as') },
    ]);
  });

  it('takes one day', async () => {
    // What became of demands has no table, and says so.
    for (const suffix of ['csv', 'ndjson'])
      expect((await api.get(`/demands/changes.${suffix}?from=2030-01-01&to=2030-02-01`)).body).toContain(
        'answered as JSON alone',
      );
    // What follows from the positions of today is not asked beside another day.
    for (const [query, parameter] of [
      ['silent_since__lte=2030', 'silent_since__lte'],
      ['last_affirmed=2030', 'last_affirmed'],
      ['sort=-last_affirmed', 'sort'],
    ] as const)
      expect((await api.problem(`/demands?as_of=2030-04-01&${query}`)).errors).toEqual([
        { parameter, detail: expect.stringContaining('not of the day in as_of') },
      ]);
    const { errors } = await api.problem('/demands?as_of=2030-01-01,2030-02-01');
    expect(errors?.[0]).toMatchObject({ parameter: 'as_of', detail: 'takes one value' });
  });
});

describe('positions', () => {
  it('are sorted by the day on which a demand was put so', async () => {
    expect(await api.ids('/positions?topic=territory&sort=date')).toEqual([
      'return-harbour.wish',
      'return-harbour.told',
      'return-harbour.month',
      'open-port.told',
      'return-harbour.list',
      'return-harbour.again',
      'return-harbour.gone',
    ]);
  });

  it('are found by what changed', async () => {
    expect(await api.ids('/positions?change=softened,withdrawn')).toEqual([
      'return-harbour.again',
      'return-harbour.gone',
    ]);
  });

  it('name of whom a demand is asked only where they say so themselves', async () => {
    expect(await api.ids('/positions?addressee=bordavia')).toEqual(['open-port.told', 'return-harbour.wish']);
    expect(await api.ids('/demands?addressee=bordavia')).toContain('return-harbour');
    const { data } = await api.json('/positions?demand=return-harbour&select=key,addressees');
    expect(data.filter(({ addressees }) => (addressees as Rec[]).length).map(({ key }) => key)).toEqual([
      'wish',
    ]);
  });

  it('say on which days they stood', async () => {
    const { data } = await api.json('/positions?demand=return-harbour&sort=date');
    expect(data.map(({ key, valid_from, valid_to }) => [key, valid_from, valid_to])).toEqual([
      ['wish', '2030-01-10', '2030-03-31'],
      ['told', null, null],
      ['month', '2030-03-31', '2030-06-06'],
      ['list', null, null],
      ['again', '2030-06-06', '2030-09-09'],
      ['gone', '2030-09-09', '2030-09-09'],
    ]);
  });

  it('stand from the day at the latest on which a source that has them came out', async () => {
    const open = (key: string, date: string) =>
      put(key, `date: ${date}`, ...orlov(), 'kind: wish', 'statements: [ return-harbour ]');
    const text = demand('Return', 'harbours', open('open', '"2030/.."'), open('wide', '"2031/2035"'));
    const published = await openApi({ files: { 'demands/return-harbour.yaml': text } });
    const from = async (other: Api) =>
      (await other.json('/positions?demand=return-harbour')).data.map(({ key, valid_from }) => [
        key,
        valid_from,
      ]);
    expect(await from(published)).toEqual([
      ['open', '2031-05-03'],
      ['wide', '2031-05-03'],
    ]);
    const envoy = `title: Envoy report
document_kind: report
citations: [ { field: title, source: envoy, start: 0, end: 145, exact: the Northern Wire agency reported } ]
language: en
issued: "2031-05-02"
file: envoy.txt
sha256: 19be93782a416aff88b9fc7455537fb237dcc4f62d81eb1047d20e2ea206d24c
length: 1309
article: { start: 0, end: 1309 }
revised: "2031-06-01"
`;
    const issued = await openApi({
      files: { 'demands/return-harbour.yaml': text, 'sources/envoy.yaml': envoy },
    });
    expect((await from(issued))[0]).toEqual(['open', '2031-05-02']);
    expect(await issued.ids('/sources?issued=2031-05')).toEqual(['envoy']);
  });

  it('are the citations’ too: a sheet of one', async () => {
    expect(await api.ids('/citations?record=positions/return-harbour.wish&field=kind')).toEqual([
      'positions.return-harbour.wish.envoy.0.kind',
    ]);
    const { data } = await api.json('/citations?record=demands/return-harbour&field=wording');
    expect(data.length).toBeGreaterThan(0);
  });
});

describe('what sources and positions make of a demand', () => {
  it('counts per kind, as each source puts it', async () => {
    const files = {
      'demands/return-harbour.yaml': demand(
        'Return',
        'harbours',
        put(
          'interview',
          'occasion: interview',
          ...orlov(),
          'kind: precondition',
          'statements: [ return-harbour ]',
          `as_reported: [ { source: envoy, kind: precondition, citations: [ { ${EVIDENCE} } ] }, { source: harbour, kind: call } ]`,
        ),
      ),
    };
    const other = await openApi({ files });
    const { data } = await other.json<{ data: Rec }>('/demands/return-harbour');
    expect(data.kinds).toEqual([
      { kind: 'precondition', source_count: 1, origin_count: 1, origins_not_stated: 0 },
      { kind: 'call', source_count: 1, origin_count: 1, origins_not_stated: 0 },
    ]);
    expect(data.as_reported).toMatchObject([
      {
        source: { id: 'envoy' },
        kind: 'precondition',
        citations: [{ exact: 'possible only if Bordavia gives up' }],
      },
      { source: { id: 'harbour' }, kind: 'call', position: { id: 'return-harbour.interview' } },
    ]);
    // The kind of its position is asked for, not that of one outlet.
    expect(await other.ids('/demands?kind=call')).toEqual(['lift-fishing-limits']);
    expect(await other.ids('/demand_kinds?kind=call')).toEqual([
      'lift-fishing-limits.call',
      'return-harbour.call',
    ]);
  });

  it('names who voices it once for each act, in the order of time', async () => {
    const { data } = await api.json<{ data: Rec }>('/demands/return-harbour');
    expect((data.voiced_by as { who: Rec; act: string }[]).map(({ who, act }) => [who.id, act])).toEqual([
      ['mila-orlov', 'made'],
      ['arland', 'restated'],
      ['mila-orlov', 'restated'],
    ]);
    expect(data.reported_by).toMatchObject([{ id: 'tomas-quint' }]);
  });
});

interface Changes {
  data: { demand: Rec; outcome: string; differs: string[]; from: Rec | null; to: Rec | null; steps: Rec[] }[];
  meta: { total: number; outcomes: Record<string, number> };
  links: Record<string, string>;
}

describe('what changed between two days', () => {
  const changes = async (query: string) => {
    const { data } = await api.json<Changes>(`/demands/changes?${query}`);
    return Object.fromEntries(
      data.map(({ demand: { id }, outcome, differs, from, to, steps }) => [
        id,
        [
          outcome,
          differs.join(' '),
          from?.key ?? null,
          to?.key ?? null,
          steps.map(({ key }) => key).join(' '),
        ],
      ]),
    );
  };

  it.each([
    [
      'a demand is stated',
      'from=2030-01-01&to=2030-01-31',
      { 'return-harbour': ['stated', '', null, 'wish', 'wish'] },
    ],
    [
      'another side tells of it',
      'from=2030-01-31&to=2030-02-28',
      { 'return-harbour': ['told', '', 'wish', 'wish', 'told'] },
    ],
    [
      'the first day is not of the time, the last is',
      'from=2030-01-10&to=2030-02-01',
      { 'return-harbour': ['told', '', 'wish', 'wish', 'told'] },
    ],
    [
      'it is put in another way',
      'from=2030-02-28&to=2030-03-31',
      { 'return-harbour': ['changed', 'kind condition', 'wish', 'month', 'month'] },
    ],
    [
      'it ends',
      'from=2030-05-01&to=2030-12-31',
      { 'return-harbour': ['ended', '', 'month', null, 'list again gone'] },
    ],
    [
      'it comes and goes',
      'from=2029-01-01&to=2030-12-31&party=arland&topic=territory',
      {
        'open-port': ['stated', '', null, 'told', 'told'],
        'return-harbour': ['stated_and_ended', '', null, null, 'wish told month list again gone'],
      },
    ],
    ['nothing is said', 'from=2030-10-01&to=2030-12-31', {}],
  ])('%s', async (_, query, expected) => {
    expect(await changes(query)).toEqual(expected);
  });

  it('what another side alone tells of neither states nor ends a demand', async () => {
    const told = put(
      'told',
      'date: "2030-04-01"',
      'act: told_of_another_side',
      'reported_by: [ people/tomas-quint ]',
      'kind: expectation',
    );
    const made = put(
      'made',
      'date: "2030-06-01"',
      ...orlov(),
      'kind: wish',
      'statements: [ return-harbour ]',
    );
    const other = await openApi({
      files: { 'demands/open-port.yaml': demand('An open port', 'harbours', told, made) },
    });
    const { data } = await other.json<Changes>('/demands/changes?from=2030-03-01&to=2030-05-01');
    expect(data).toMatchObject([{ demand: { id: 'open-port' }, outcome: 'told', from: null, to: null }]);
  });

  it('counts outcomes, and links what stood on both days', async () => {
    const { data, meta, links } = await api.json<Changes>(
      '/demands/changes?from=2030-01-01&to=2030-04-01&topic=harbours',
    );
    expect(data.map(({ demand: { id } }) => id)).toEqual(['open-port', 'return-harbour']);
    expect(meta).toMatchObject({ total: 2, outcomes: { stated: 2 } });
    expect(links.to).toMatch(/\/demands\?as_of=2030-04-01&topic=harbours$/);
  });

  it.each([
    ['from=2030-01-01', 'to', 'missing'],
    ['from=2030&to=2031-01-01', 'from', 'is not a day'],
    ['from=2030-02-01&to=2030-01-01', 'to', 'not after the first'],
    ['from=2030-01-01&to=2030-01-01', 'to', 'not after the first'],
    ['from=2030-01-01&to=2031-01-01&party=arlnd', 'party', 'no record'],
    ['from=2030-01-01&to=2031-01-01&kind=call', 'kind', 'not known'],
  ])('refuses %s', async (query, parameter, detail) => {
    const { errors } = await api.problem(`/demands/changes?${query}`);
    expect(errors?.[0]).toMatchObject({ parameter });
    expect(JSON.stringify(errors)).toContain(detail === 'not known' ? 'kind' : detail);
  });
});

describe('accounts of one occasion', () => {
  it('stand side by side: what each has, and what only one has', async () => {
    const { data } = await api.json<{ data: Record<string, unknown> }>('/events/interview/accounts');
    const accounts = data.accounts as { source: Rec; document_kind: string; has: number; only: Rec[] }[];
    expect(
      accounts.map(({ source, document_kind, has, only }) => [
        source.id,
        document_kind,
        has,
        only.map(({ id }) => id),
      ]),
    ).toEqual([
      ['envoy', 'report', 3, []],
      ['harbour', 'report', 1, []],
      ['third', 'official_transcript', 2, []],
    ]);
    const items = data.items as { collection: string; id: string; sources: Rec[]; lacking: Rec[] }[];
    expect(
      items.map(({ collection, id, lacking }) => [collection, id, lacking.map((source) => source.id)]),
    ).toEqual([
      ['statements', 'lift-limits', ['harbour']],
      ['statements', 'return-harbour', ['third']],
      ['positions', 'lift-fishing-limits.interview', ['harbour']],
    ]);
    expect(data).toMatchObject({
      event: { id: 'interview', name: 'Orlov speaks' },
      shared: 0,
      divergences: [{ id: 'refusal-wording' }],
    });
  });

  it('are none where nothing was said, and 404 where there is no such event', async () => {
    const { data } = await api.json<{ data: Record<string, unknown> }>('/events/strike/accounts');
    expect(data).toMatchObject({ accounts: [], items: [], shared: 0 });
    const { errors } = await api.problem('/events/interveiw/accounts', 404);
    expect(errors?.[0]).toMatchObject({ suggestion: 'interview' });
  });
});
