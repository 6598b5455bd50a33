import { beforeAll, describe, expect, test } from 'vitest';
import { collections, getResource, resources } from '../../src/schema/index.ts';
import { getPublicSchema } from '../../src/schema/present.ts';
import { CITATIONS } from '../fixture.ts';
import { type Built, built, Copy, FIXTURE } from './support.ts';

let fixture: Built;
beforeAll(() => {
  fixture = built(FIXTURE);
});

const party = (id: string, name: string) => ({ id, name, url: `/parties/${id}` });
const any = (collection: string, id: string, name: string) => ({
  collection,
  id,
  name,
  url: `/${collection}/${id}`,
});
const source = (id: string) => ({
  id,
  name: { harbour: 'Harbour report', envoy: 'Envoy report', third: 'Third report' }[id],
  url: `/sources/${id}`,
});
const citation = (id: string) => ({ id, url: `/citations/${id}` });
const ids = (list: unknown) => (list as { id: string }[]).map(({ id }) => id);

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
      title: 'Fixture',
      description: 'An invented dataset for tests',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      license: 'https://creativecommons.org/licenses/by/4.0/',
    });
    expect(fixture.release).toMatch(/^[0-9a-f]{12}$/);
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

describe('what is derived', () => {
  const counts = (collection: string, id: string) => {
    const { report_count, source_count, origin_count, origins_not_stated, sources } = fixture.record(
      collection,
      id,
    );
    return [report_count, source_count, origin_count, origins_not_stated, ids(sources).join(' ')];
  };

  // Columns: reports, sources, origins, sources without an origin, and which sources they are.
  test.each([
    ['two outlets that rest on one agency', 'statements', 'return-harbour', [2, 2, 1, 0, 'envoy harbour']],
    ['a source that names its agency', 'statements', 'fairy-tale', [1, 1, 1, 0, 'harbour']],
    ['a source that names none', 'statements', 'easing', [1, 1, 0, 1, 'third']],
    [
      'a demand cited in a source of its statement',
      'demands',
      'lift-fishing-limits',
      [2, 2, 0, 2, 'envoy third'],
    ],
    ['an event told by a statement', 'events', 'strike', [1, 1, 0, 1, 'envoy']],
    ['an event with citations alone', 'events', 'interview', [0, 2, 1, 1, 'envoy harbour']],
  ])('counts: %s', (_, collection, id, expected) => {
    expect(counts(collection, id)).toEqual(expected);
  });

  test('the counts are columns too, so that lists are filtered and sorted by what is shown', () => {
    for (const collection of ['statements', 'demands', 'events'])
      for (const row of fixture.query(`SELECT * FROM ${collection}`))
        expect(fixture.record(collection, String(row.id))).toMatchObject({
          report_count: row.report_count,
          source_count: row.source_count,
          origin_count: row.origin_count,
          origins_not_stated: row.origins_not_stated,
        });
  });

  test('a source cited beside the reports adds a source, not a report', () => {
    const copy = new Copy().replace(
      'demands/recovery-first.yaml',
      'exact: eased if stocks recover }',
      'exact: eased if stocks recover }\n      - { field: kind, source: harbour, start: 26, end: 141, exact: demanded on Friday }',
    );
    expect(built(copy.data).record('demands', 'recovery-first')).toMatchObject({
      sources: [source('harbour'), source('third')],
      report_count: 1,
      source_count: 2,
      origin_count: 1,
      origins_not_stated: 1,
    });
  });

  test('a response to all of a party stands on each of its demands, and on no other', () => {
    const responses = (id: string) =>
      (fixture.record('demands', id).responses as Record<string, unknown>[]).map(
        ({ response, to_all_of_party }) => [response, to_all_of_party],
      );
    expect(responses('return-harbour')).toEqual([
      ['rejects', false],
      ['falls_short', true],
    ]);
    expect(responses('lift-fishing-limits')).toEqual([
      ['accepts_in_part', false],
      ['falls_short', true],
    ]);
    expect(responses('recovery-first')).toEqual([]);
  });

  test('demands that rest on a statement', () => {
    expect(ids(fixture.record('statements', 'return-harbour').demands)).toEqual(['return-harbour']);
    expect(fixture.record('statements', 'falcon-fired').demands).toEqual([]);
  });

  test('what a citation in a report supports: the report, its statement, the positions and demands on that', () => {
    const { supports } = fixture.record('citations', 'reports.return-harbour.envoy.envoy.0.wording.demand');
    expect((supports as { url: string }[]).map(({ url }) => url)).toEqual([
      '/reports/return-harbour.envoy',
      '/statements/return-harbour',
      '/positions/return-harbour.interview',
      '/demands/return-harbour',
    ]);
    const [ofAttribute] = fixture.query(
      "SELECT id FROM citations WHERE id LIKE 'attributes.falcon.speed.mila-orlov.%'",
    );
    expect(fixture.record('citations', String(ofAttribute?.id)).supports).toEqual([
      any('attributes', 'falcon.speed.mila-orlov', 'Falcon: speed, twice the speed of sound'),
      any('weapons', 'falcon', 'Falcon'),
    ]);
  });

  test('the sources of a record are those its evidence stands in', () => {
    expect(ids(fixture.record('people', 'mila-orlov').sources)).toEqual(['envoy', 'harbour', 'third']);
    expect(ids(fixture.record('weapons', 'falcon').sources)).toEqual(['envoy', 'harbour']);
    expect(ids(fixture.record('regions', 'eastmark').sources)).toEqual(['third']);
    expect(ids(fixture.record('divergences', 'refusal-wording').sources)).toEqual(['envoy', 'harbour']);
    expect(ids(fixture.record('agreements', 'fishing-limits').sources)).toEqual(['envoy']);
    expect(ids(fixture.record('parties', 'arland').sources)).toEqual(['harbour']);
  });

  test('users and suppliers of a weapon, each party once', () => {
    expect(fixture.record('weapons', 'falcon')).toMatchObject({
      users: [party('arland', 'Arland')],
      suppliers: [],
    });
    const supplied = (by: string, asserter: string) =>
      `  - { attribute: supplier, value: ${by}, party: ${by}, asserted_by: ${asserter}, voice: attributed, citations: [ { source: envoy, start: 333, end: 388, exact: Falcon missiles } ] }`;
    const copy = new Copy().replace(
      'weapons/falcon.yaml',
      'revised:',
      `${supplied('bordavia', 'people/mila-orlov')}\n${supplied('bordavia', 'people/tomas-quint')}\n${supplied('lakes-league', 'people/league-secretary')}\nrevised:`,
    );
    expect(built(copy.data).record('weapons', 'falcon')).toMatchObject({
      users: [party('arland', 'Arland')],
      suppliers: [party('bordavia', 'Bordavia'), party('lakes-league', 'Lakes League')],
    });
  });

  test('ancestors of a region, the nearest first, and none of its own', () => {
    const copy = new Copy().replace('regions/eastmark.yaml', 'parent: bordavia', 'parent: port-vell');
    const { record, query } = built(copy.data);
    expect(ids(record('regions', 'eastmark').ancestors)).toEqual(['port-vell', 'bordavia']);
    expect(ids(record('regions', 'port-vell').ancestors)).toEqual(['bordavia']);
    expect(record('regions', 'bordavia').ancestors).toEqual([]);
    const above = `SELECT ancestor_id FROM region_ancestors WHERE region_id = 'eastmark' ORDER BY position`;
    expect(query(above)).toEqual([{ ancestor_id: 'port-vell' }, { ancestor_id: 'bordavia' }]);
  });

  test('a record has its own topics and regions; what lies above them is kept for the server', () => {
    const linked = (kind: string) =>
      fixture.query(`SELECT ${kind}_id AS id FROM demand_${kind}s WHERE demand_id = 'return-harbour'`);
    expect(linked('topic')).toEqual([{ id: 'harbours' }]);
    expect(linked('region')).toEqual([{ id: 'port-vell' }]);
    expect(
      fixture.query(
        "SELECT above FROM serve_below WHERE collection = 'regions' AND id = 'port-vell' ORDER BY 1",
      ),
    ).toEqual([{ above: 'bordavia' }, { above: 'port-vell' }]);
    expect(ids(fixture.record('demands', 'return-harbour').topics)).toEqual(['harbours']);
  });

  test('a report speaks directly, indirectly, or both, as its fragments do unless it says so itself', () => {
    expect(fixture.record('reports', 'fairy-tale.harbour').speech).toBe('direct');
    expect(fixture.record('reports', 'easing.third').speech).toBe('indirect');
    expect(fixture.record('reports', 'return-harbour.envoy').speech).toBe('mixed');
    const copy = new Copy().replace('statements/easing.yaml', 'verb: said', 'verb: said\n    speech: mixed');
    expect(built(copy.data).record('reports', 'easing.third').speech).toBe('mixed');
  });

  test('a report rests on the origin it names, else on that of its source', () => {
    const northern = party('northern-wire', 'Northern Wire');
    expect(fixture.record('reports', 'return-harbour.envoy').origin).toEqual(northern);
    expect(fixture.record('reports', 'fairy-tale.harbour').origin).toEqual(northern);
    expect(fixture.record('reports', 'easing.third').origin).toBeNull();
  });

  test('a statement is dated by itself, else by the first date of its occasion', () => {
    const dated = (id: string) =>
      fixture.query('SELECT date, date_earliest, date_latest FROM statements WHERE id = ?', id)[0];
    expect(fixture.record('statements', 'fairy-tale').date).toBe('2031-05~');
    expect(dated('fairy-tale')).toEqual({
      date: '2031-05~',
      date_earliest: '2031-05-01',
      date_latest: '2031-05-31',
    });
    expect(fixture.record('statements', 'return-harbour').date).toBe('2031-05-02');
    expect(fixture.record('statements', 'falcon-fired').date).toBeNull();
    expect(dated('falcon-fired')).toEqual({ date: null, date_earliest: null, date_latest: null });
  });

  test('a date rests on what gives it: stated where it is the statement’s own, else as on its occasion', () => {
    const basis = (collection: string, id: string) => fixture.record(collection, id).date_basis;
    expect(basis('statements', 'fairy-tale')).toBe('stated');
    expect(basis('statements', 'return-harbour')).toBe('inferred');
    expect(basis('statements', 'falcon-fired')).toBeNull();
    expect(basis('events', 'interview')).toBe('inferred');
    expect(basis('events', 'strike')).toBeNull();
    expect(basis('agreements', 'fishing-limits')).toBe('stated');
    expect(fixture.record('sources', 'harbour').published_basis).toBe('stated');
    expect(fixture.record('sources', 'envoy').published_basis).toBeNull();
  });

  test('digits that are not specified span all that they may be', () => {
    const copy = new Copy().replace('agreements/fishing-limits.yaml', 'date: "2029/.."', 'date: "202X~"');
    const { record, query } = built(copy.data);
    expect(record('agreements', 'fishing-limits')).toMatchObject({
      date: '202X~',
      date_earliest: '2020-01-01',
      date_latest: '2029-12-31',
    });
    expect(query('SELECT date, date_earliest, date_latest FROM agreements')).toEqual([
      { date: '202X~', date_earliest: '2020-01-01', date_latest: '2029-12-31' },
    ]);
  });

  test('how many statements people and parties make', () => {
    const counts = (collection: string) =>
      Object.fromEntries(fixture.all(collection).map(({ id, statement_count }) => [id, statement_count]));
    expect(counts('people')).toEqual({
      'league-secretary': 1,
      'mila-orlov': 2,
      'semyon-yolkin': 0,
      'tomas-quint': 1,
    });
    expect(counts('parties')).toEqual({ arland: 0, bordavia: 0, 'lakes-league': 0, 'northern-wire': 0 });
  });

  test('topics of a divergence are those of what it is about', () => {
    expect(ids(fixture.record('divergences', 'refusal-wording').topics)).toEqual(['harbours']);
  });

  test('an open interval is kept open', () => {
    expect(
      fixture.query("SELECT date_earliest, date_latest FROM agreements WHERE id = 'fishing-limits'"),
    ).toEqual([{ date_earliest: '2029-01-01', date_latest: null }]);
  });
});

describe('not stated', () => {
  test('every null says why, by default as its field does', () => {
    expect(fixture.record('regions', 'bordavia')).toMatchObject({
      parent: null,
      coordinates: null,
      wikidata: null,
      not_stated: expect.arrayContaining([
        { field: 'parent', reason: 'not_applicable' },
        { field: 'coordinates', reason: 'not_looked_up' },
        { field: 'wikidata', reason: 'not_looked_up' },
      ]),
    });
    for (const { name, derived, record } of resources)
      for (const shown of fixture.all(name)) {
        const empty = Object.keys({ ...record.shape, ...derived }).filter((field) => shown[field] === null);
        const named = (shown.not_stated as { field: string }[]).map(({ field }) => field);
        expect(named.toSorted(), String(shown.url)).toEqual(empty.toSorted());
      }
  });

  test('the record’s own reason wins, and a list may be called empty', () => {
    const copy = new Copy().replace(
      'demands/lift-fishing-limits.yaml',
      'revised:',
      '    not_stated: [ { field: deadline, reason: ambiguous } ]\nnot_stated:\n  - { field: regions, reason: not_in_sources }\nrevised:',
    );
    const { record } = built(copy.data);
    expect(record('demands', 'lift-fishing-limits').not_stated).toEqual([
      { field: 'regions', reason: 'not_in_sources' },
      { field: 'condition', reason: 'not_in_sources' },
    ]);
    expect(record('positions', 'lift-fishing-limits.interview').not_stated).toContainEqual({
      field: 'deadline',
      reason: 'ambiguous',
    });
  });

  test('a date that the occasion gives after all is not called not stated', () => {
    const copy = new Copy().append(
      'statements/lift-limits.yaml',
      'not_stated: [ { field: date, reason: not_in_sources } ]',
    );
    const { date, not_stated } = built(copy.data).record('statements', 'lift-limits');
    expect(date).toBe('2031-05-02');
    expect(not_stated).not.toContainEqual({ field: 'date', reason: 'not_in_sources' });
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
    expect(built(new Copy().append('topics/arms.yaml', '# a remark').data).release).toBe(fixture.release);
    expect(built(new Copy().replace('topics/arms.yaml', 'their use', 'their uses').data).release).not.toBe(
      fixture.release,
    );
  });
});
