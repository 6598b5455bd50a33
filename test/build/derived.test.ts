import { beforeAll, describe, expect, test } from 'vitest';
import { resources } from '../../src/schema/index.ts';
import { any, built, Copy, type Opened, opened, party, source } from './support.ts';

let fixture: Opened;
/** The fixture with what the tests below change, each in other records: it is built once for all of them. */
let changed: Opened;
const changes: ((copy: Copy) => unknown)[] = [];
beforeAll(() => {
  fixture = opened();
  const copy = new Copy();
  for (const change of changes) change(copy);
  changed = built(copy.data);
});

const ids = (list: unknown) => (list as { id: string }[]).map(({ id }) => id);

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

  changes.push((copy) =>
    copy.replace(
      'demands/recovery-first.yaml',
      'exact: eased if stocks recover }',
      'exact: eased if stocks recover }\n      - { field: kind, source: harbour, start: 26, end: 141, exact: demanded on Friday }',
    ),
  );
  test('a source cited beside the reports adds a source, not a report', () => {
    expect(changed.record('demands', 'recovery-first')).toMatchObject({
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

  const supplied = (by: string, asserter: string) =>
    `  - { attribute: supplier, value: ${by}, party: ${by}, asserted_by: ${asserter}, voice: attributed, citations: [ { source: envoy, start: 333, end: 388, exact: Falcon missiles } ] }`;
  changes.push((copy) =>
    copy.replace(
      'weapons/falcon.yaml',
      'revised:',
      `${supplied('bordavia', 'people/mila-orlov')}\n${supplied('bordavia', 'people/tomas-quint')}\n${supplied('lakes-league', 'people/league-secretary')}\nrevised:`,
    ),
  );
  test('users and suppliers of a weapon, each party once', () => {
    expect(fixture.record('weapons', 'falcon')).toMatchObject({
      users: [party('arland', 'Arland')],
      suppliers: [],
    });
    expect(changed.record('weapons', 'falcon')).toMatchObject({
      users: [party('arland', 'Arland')],
      suppliers: [party('bordavia', 'Bordavia'), party('lakes-league', 'Lakes League')],
    });
  });

  changes.push((copy) => copy.replace('regions/eastmark.yaml', 'parent: bordavia', 'parent: port-vell'));
  test('ancestors of a region, the nearest first, and none of its own', () => {
    const { record, query } = changed;
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

  changes.push((copy) =>
    copy.replace('statements/easing.yaml', 'verb: said', 'verb: said\n    speech: mixed'),
  );
  test('a report speaks directly, indirectly, or both, as its fragments do unless it says so itself', () => {
    expect(fixture.record('reports', 'fairy-tale.harbour').speech).toBe('direct');
    expect(fixture.record('reports', 'easing.third').speech).toBe('indirect');
    expect(fixture.record('reports', 'return-harbour.envoy').speech).toBe('mixed');
    expect(changed.record('reports', 'easing.third').speech).toBe('mixed');
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

  changes.push((copy) => copy.replace('agreements/fishing-limits.yaml', 'date: "2029/.."', 'date: "202X~"'));
  test('digits that are not specified span all that they may be', () => {
    const { record, query } = changed;
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

  changes.push((copy) =>
    copy.replace(
      'demands/lift-fishing-limits.yaml',
      'revised:',
      '    not_stated: [ { field: deadline, reason: ambiguous } ]\nnot_stated:\n  - { field: regions, reason: not_in_sources }\nrevised:',
    ),
  );
  test('the record’s own reason wins, and a list may be called empty', () => {
    const { record } = changed;
    expect(record('demands', 'lift-fishing-limits').not_stated).toEqual([
      { field: 'regions', reason: 'not_in_sources' },
      { field: 'condition', reason: 'not_in_sources' },
    ]);
    expect(record('positions', 'lift-fishing-limits.interview').not_stated).toContainEqual({
      field: 'deadline',
      reason: 'ambiguous',
    });
  });

  changes.push((copy) =>
    copy.append('statements/lift-limits.yaml', 'not_stated: [ { field: date, reason: not_in_sources } ]'),
  );
  test('a date that the occasion gives after all is not called not stated', () => {
    const { date, not_stated } = changed.record('statements', 'lift-limits');
    expect(date).toBe('2031-05-02');
    expect(not_stated).not.toContainEqual({ field: 'date', reason: 'not_in_sources' });
  });
});
