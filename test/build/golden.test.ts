import { beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../src/dataset/check.ts';
import { collections, getResource, resources } from '../../src/schema/index.ts';
import { getPublicSchema } from '../../src/schema/present.ts';
import { CITATIONS } from '../fixture.ts';
import { any, type Built, built, Copy, FIXTURE, party, source } from './support.ts';

let fixture: Built;
beforeAll(() => {
  fixture = built(FIXTURE);
});

const citation = (id: string) => ({ id, url: `/citations/${id}` });

describe('the fixture builds', () => {
  test('to a row for each record of each collection', () => {
    const counts = Object.fromEntries(
      resources.map(({ name }) => [
        name,
        fixture.query(`SELECT count(*) AS n FROM "${name}"`)[0]?.n as number,
      ]),
    );
    expect(counts).toMatchObject({
      parties: 4,
      sources: 3,
      people: 4,
      topics: 4,
      regions: 3,
      weapons: 1,
      attributes: 2,
      agreements: 1,
      events: 2,
      statements: 5,
      reports: 7,
      demands: 3,
      positions: 3,
      commitments: 1,
      quotations: 1,
      divergences: 1,
      citations: CITATIONS,
    });
    const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
    expect(fixture.records).toBe(total);
    expect(fixture.query('SELECT count(*) AS n FROM serve_search')).toEqual([{ n: total }]);
    const [facts] = fixture.query("SELECT value FROM serve_facts WHERE key = 'counts'");
    const members = collections.slice(resources.length).map(({ name }) => name);
    expect(JSON.parse(String(facts?.value))).toEqual({
      ...counts,
      ...Object.fromEntries(
        members.map((name) => [name, fixture.query(`SELECT count(*) AS n FROM "${name}"`)[0]?.n]),
      ),
    });
    expect(members).toEqual(expect.arrayContaining(['demand_voices', 'event_dates', 'not_stated']));
  });

  test('with the release it was told, and an id of its own', () => {
    const [row] = fixture.query('SELECT * FROM release');
    expect(row).toEqual({
      id: fixture.release,
      date: '2031-06-02',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      title: 'Fixture',
      description: 'An invented dataset for tests',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      content: expect.stringMatching(/^[0-9a-f]{64}$/),
      license: 'https://creativecommons.org/licenses/by/4.0/',
    });
    expect(fixture.release).toMatch(/^2031-06-02-[0-9a-f]{8}$/);
  });

  test('to a file that SQLite finds sound', () => {
    expect(fixture.query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(fixture.query('PRAGMA foreign_key_check')).toEqual([]);
  });

  test('to JSON that keeps to the documented schema of its collection', () => {
    const wrong = collections.flatMap((resource) =>
      fixture.all(resource.name).flatMap((record) => {
        const { error } = getPublicSchema(resource).safeParse(record);
        return error ? [`${resource.name}/${record.id}: ${error.message}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('public JSON', () => {
  test('of a demand', () => {
    expect(fixture.record('demands', 'return-harbour')).toEqual({
      id: 'return-harbour',
      url: '/demands/return-harbour',
      title: 'Return of the harbour of Port Vell',
      summary: 'Bordavia is to give the harbour of Port Vell back to Arland.',
      party: party('arland', 'Arland'),
      addressees: [party('bordavia', 'Bordavia')],
      topics: [{ id: 'harbours', name: 'Harbours', url: '/topics/harbours' }],
      regions: [{ id: 'port-vell', name: 'Port Vell', url: '/regions/port-vell' }],
      positions: [fixture.record('positions', 'return-harbour.interview')],
      relations: [],
      kind: 'precondition',
      condition: 'before any peace is signed',
      position: {
        id: 'return-harbour.interview',
        name: 'Return of the harbour of Port Vell, 2031-05-02',
        url: '/positions/return-harbour.interview',
      },
      first_stated: '2031-05-02',
      first_stated_earliest: '2031-05-02',
      first_stated_latest: '2031-05-02',
      last_affirmed: '2031-05-02',
      last_affirmed_earliest: '2031-05-02',
      last_affirmed_latest: '2031-05-02',
      silent_since: '2031-05-02',
      kinds: [{ kind: 'precondition', source_count: 2, origin_count: 1, origins_not_stated: 0 }],
      voiced_by: [{ who: any('people', 'mila-orlov', 'Mila Orlov'), act: 'made', restates: null }],
      reported_by: [],
      as_reported: [],
      statements: [
        { id: 'return-harbour', name: 'The harbour must come back', url: '/statements/return-harbour' },
      ],
      responses: [
        {
          response: 'rejects',
          by: any('people', 'tomas-quint', 'Tomás Quint'),
          to_all_of_party: false,
          statement: { id: 'fairy-tale', name: 'The demand is rejected', url: '/statements/fairy-tale' },
          commitment: null,
        },
        {
          response: 'falls_short',
          by: any('people', 'league-secretary', 'Secretary of the Lakes League'),
          to_all_of_party: true,
          statement: { id: 'easing', name: 'Limits could be eased', url: '/statements/easing' },
          commitment: null,
        },
      ],
      response_count: 1,
      blanket_response_count: 1,
      sources: [source('envoy'), source('harbour')],
      report_count: 2,
      source_count: 2,
      origins: [party('northern-wire', 'Northern Wire')],
      origin_count: 1,
      origins_not_stated: 0,
      not_stated: [],
      reading: 'two_readers',
      doubts: [],
      revised: '2031-06-01',
    });
  });

  test('of a position', () => {
    expect(fixture.record('positions', 'return-harbour.interview')).toEqual({
      id: 'return-harbour.interview',
      url: '/positions/return-harbour.interview',
      name: 'Return of the harbour of Port Vell, 2031-05-02',
      demand: {
        id: 'return-harbour',
        name: 'Return of the harbour of Port Vell',
        url: '/demands/return-harbour',
      },
      key: 'interview',
      occasion: { id: 'interview', name: 'Orlov speaks', url: '/events/interview' },
      date: '2031-05-02',
      date_earliest: '2031-05-02',
      date_latest: '2031-05-02',
      date_how: null,
      date_basis: 'occasion',
      voiced_by: [any('people', 'mila-orlov', 'Mila Orlov')],
      act: 'made',
      restates: null,
      reported_by: [],
      kind: 'precondition',
      kinds: [{ kind: 'precondition', source_count: 2, origin_count: 1, origins_not_stated: 0 }],
      condition: 'before any peace is signed',
      scope: null,
      speech_act: null,
      deadline: null,
      consequence: null,
      consequence_condition: null,
      in_return: null,
      change: null,
      change_basis: null,
      statements: [
        { id: 'return-harbour', name: 'The harbour must come back', url: '/statements/return-harbour' },
      ],
      as_reported: [],
      party: party('arland', 'Arland'),
      addressees: [party('bordavia', 'Bordavia')],
      topics: [{ id: 'harbours', name: 'Harbours', url: '/topics/harbours' }],
      regions: [{ id: 'port-vell', name: 'Port Vell', url: '/regions/port-vell' }],
      valid_from: '2031-05-02',
      valid_to: null,
      sources: [source('envoy'), source('harbour')],
      report_count: 2,
      source_count: 2,
      origins: [party('northern-wire', 'Northern Wire')],
      origin_count: 1,
      origins_not_stated: 0,
      not_stated: [
        { field: 'date_how', reason: 'not_applicable' },
        { field: 'restates', reason: 'not_applicable' },
        { field: 'scope', reason: 'not_in_sources' },
        { field: 'speech_act', reason: 'not_in_sources' },
        { field: 'deadline', reason: 'not_in_sources' },
        { field: 'consequence', reason: 'not_in_sources' },
        { field: 'consequence_condition', reason: 'not_applicable' },
        { field: 'in_return', reason: 'not_in_sources' },
        { field: 'change', reason: 'not_in_sources' },
        { field: 'change_basis', reason: 'not_applicable' },
        { field: 'valid_to', reason: 'not_applicable' },
      ],
    });
  });

  test('of a statement', () => {
    expect(fixture.record('statements', 'lift-limits')).toEqual({
      id: 'lift-limits',
      url: '/statements/lift-limits',
      title: 'Fishing limits should go',
      paraphrase: 'The Lakes League is asked to end its limits on fishing.',
      speaker: any('people', 'mila-orlov', 'Mila Orlov'),
      voice: 'attributed',
      kind: 'demand',
      addressees: [any('parties', 'lakes-league', 'Lakes League')],
      about: [any('agreements', 'fishing-limits', 'Fishing limits')],
      holder: null,
      target: null,
      condition: null,
      topics: [{ id: 'fishing', name: 'Fishing', url: '/topics/fishing' }],
      occasion: { id: 'interview', name: 'Orlov speaks', url: '/events/interview' },
      date: '2031-05-02',
      date_earliest: '2031-05-02',
      date_latest: '2031-05-02',
      date_basis: 'inferred',
      responds_to: [],
      relations: [],
      reports: [
        {
          id: 'lift-limits.envoy',
          url: '/reports/lift-limits.envoy',
          name: 'Fishing limits should go (Envoy report)',
          statement: { id: 'lift-limits', name: 'Fishing limits should go', url: '/statements/lift-limits' },
          source: source('envoy'),
          verb: 'asked',
          via: [],
          origin: null,
          wording: [
            {
              part: 'demand',
              speech: 'indirect',
              exact: 'asked the Lakes League',
              citation: citation('reports.lift-limits.envoy.envoy.201.wording.demand'),
            },
          ],
          speaker: any('people', 'mila-orlov', 'Mila Orlov'),
          speech: 'indirect',
          not_stated: [{ field: 'origin', reason: 'not_in_sources' }],
        },
        {
          id: 'lift-limits.third',
          url: '/reports/lift-limits.third',
          name: 'Fishing limits should go (Third report)',
          statement: { id: 'lift-limits', name: 'Fishing limits should go', url: '/statements/lift-limits' },
          source: source('third'),
          verb: 'asked',
          via: [],
          origin: null,
          wording: [
            {
              part: 'demand',
              speech: 'indirect',
              exact: 'lift fishing limits',
              citation: citation('reports.lift-limits.third.third.0.wording.demand'),
            },
          ],
          speaker: any('people', 'mila-orlov', 'Mila Orlov'),
          speech: 'indirect',
          not_stated: [{ field: 'origin', reason: 'not_in_sources' }],
        },
      ],
      quotations: [],
      commitments: [],
      positions: [
        {
          id: 'lift-fishing-limits.interview',
          name: 'End of fishing limits, 2031-05-02',
          url: '/positions/lift-fishing-limits.interview',
        },
      ],
      demands: [
        { id: 'lift-fishing-limits', name: 'End of fishing limits', url: '/demands/lift-fishing-limits' },
      ],
      sources: [source('envoy'), source('third')],
      report_count: 2,
      source_count: 2,
      origins: [],
      origin_count: 0,
      origins_not_stated: 2,
      not_stated: [
        { field: 'holder', reason: 'not_applicable' },
        { field: 'target', reason: 'not_applicable' },
        { field: 'condition', reason: 'not_in_sources' },
      ],
      reading: 'two_readers',
      doubts: [],
      revised: '2031-06-01',
    });
  });

  test('of a citation', () => {
    expect(fixture.record('citations', 'reports.fairy-tale.harbour.harbour.203.wording.refusal')).toEqual({
      id: 'reports.fairy-tale.harbour.harbour.203.wording.refusal',
      url: '/citations/reports.fairy-tale.harbour.harbour.203.wording.refusal',
      name: '“a fairy tale 🐉” (Harbour report)',
      source: source('harbour'),
      record: any('reports', 'fairy-tale.harbour', 'The demand is rejected (Harbour report)'),
      field: 'wording',
      value: 'refusal',
      start: 203,
      end: 296,
      exact: 'a fairy tale 🐉',
      supports: [
        any('reports', 'fairy-tale.harbour', 'The demand is rejected (Harbour report)'),
        any('statements', 'fairy-tale', 'The demand is rejected'),
      ],
      selector: {
        type: 'TextPositionSelector',
        start: 203,
        end: 296,
        refinedBy: { type: 'TextQuoteSelector', exact: 'a fairy tale 🐉' },
      },
      position: 'harbour:0000203',
      not_stated: [],
    });
  });
});

describe('citations', () => {
  test('have ids that the documented pattern allows, whatever the field is called', () => {
    const copy = new Copy().replace(
      'demands/return-harbour.yaml',
      'field: kind,',
      'field: voiced_by, value: people/mila-orlov,',
    );
    const { query, record } = built(copy.data);
    const [row] = query("SELECT id FROM citations WHERE field = 'voiced_by'");
    const { error } = getPublicSchema(getResource('citations')).safeParse(
      record('citations', String(row?.id)),
    );
    expect(error?.issues).toBeUndefined();
  });

  test('keep their ids where the text around them changes', () => {
    const copy = new Copy().replace('demands/return-harbour.yaml', 'Return of the', 'Giving back the');
    const ids = (from: Built) => from.query('SELECT id FROM citations ORDER BY id');
    expect(ids(built(copy.data))).toEqual(ids(fixture));
  });
});

describe('the release’s id', () => {
  test('changes with a record, and not with what no record shows', () => {
    const idOf = (copy: Copy) => check(copy.data).release.id;
    expect(idOf(new Copy().append('topics/arms.yaml', '# a remark'))).toBe(fixture.release);
    expect(idOf(new Copy().replace('topics/arms.yaml', 'their use', 'their uses'))).not.toBe(fixture.release);
  });
});
