import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIXTURE } from '../database.ts';
import { type Api, openApi, type Page, type Rec, shareApi, sorted } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await shareApi();
});

/** Each row: a query, and the ids that it has to answer with. */
const answers = (rows: [string, string[]][]) =>
  it.each(rows)('%s', async (query, expected) => {
    expect(await api.ids(query)).toEqual(expected);
  });

const EVERY_DEMAND = ['lift-fishing-limits', 'recovery-first', 'return-harbour'];
const EVERY_STATEMENT = ['easing', 'fairy-tale', 'falcon-fired', 'lift-limits', 'return-harbour'];

describe('a field with one value', () =>
  answers([
    ['/demands', EVERY_DEMAND],
    ['/demands?party=arland', ['lift-fishing-limits', 'return-harbour']],
    ['/demands?party=lakes-league', ['recovery-first']],
    ['/demands?party=bordavia', []],
    ['/demands?kind=call', ['lift-fishing-limits']],
    ['/demands?id=return-harbour', ['return-harbour']],
    ['/statements?voice=own', ['falcon-fired']],
    ['/people?party=bordavia', ['tomas-quint']],
    ['/sources?origin=northern-wire', ['harbour']],
    ['/sources?agency=northern-wire', ['harbour']],
    ['/sources?language=en', ['envoy', 'harbour', 'third']],
    ['/parties?wikidata=Q1', ['arland']],
    ['/regions?kind=historical_region', ['eastmark']],
    ['/attributes?attribute=speed', ['falcon.speed.mila-orlov']],
    ['/reports?speech=mixed', ['return-harbour.envoy', 'return-harbour.harbour']],
    ['/statements?occasion=interview', ['lift-limits', 'return-harbour']],
  ]));

describe('a field with many values', () =>
  answers([
    ['/demands?addressee=bordavia', ['return-harbour']],
    ['/weapons?user=arland', ['falcon']],
    ['/weapons?supplier=arland', []],
    ['/demands?statement=easing', ['recovery-first']],
    ['/demands?source=envoy', ['lift-fishing-limits', 'return-harbour']],
    ['/demands?source=third', ['lift-fishing-limits', 'recovery-first']],
    ['/statements?demand=return-harbour', ['return-harbour']],
    ['/events?weapon=falcon', ['strike']],
    ['/agreements?party=lakes-league', ['fishing-limits']],
    ['/divergences?source=harbour', ['refusal-wording']],
    [
      '/citations?source=third&field=kind',
      [
        'commitments.ease-limits.third.53.kind',
        'positions.lift-fishing-limits.interview.third.0.kind',
        'positions.recovery-first.third.third.53.kind',
      ],
    ],
  ]));

describe('commas and repetition mean or', () =>
  answers([
    ['/demands?kind=call,expectation', ['lift-fishing-limits', 'recovery-first']],
    ['/demands?kind=call&kind=expectation', ['lift-fishing-limits', 'recovery-first']],
    ['/demands?kind=call,call&kind=call', ['lift-fishing-limits']],
    ['/demands?kind=call,%20expectation', ['lift-fishing-limits', 'recovery-first']],
    ['/demands?kind=call%2Cexpectation', ['lift-fishing-limits', 'recovery-first']],
    ['/demands?kind=expectation,call&kind=precondition', EVERY_DEMAND],
    ['/demands?addressee=bordavia,lakes-league', ['lift-fishing-limits', 'return-harbour']],
    ['/demands?id=return-harbour,recovery-first', ['recovery-first', 'return-harbour']],
    ['/statements?date=2031-05-02,2031-05', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/people?unnamed=true,false', ['league-secretary', 'mila-orlov', 'semyon-yolkin', 'tomas-quint']],
    ['/statements?report_count=1,2', EVERY_STATEMENT],
  ]));

describe('different parameters mean and', () =>
  answers([
    ['/demands?party=arland&kind=call', ['lift-fishing-limits']],
    ['/demands?party=arland&kind=expectation', []],
    ['/demands?party=arland&topic=harbours&region=port-vell', ['return-harbour']],
    ['/demands?party=arland&party__not=arland', []],
    ['/statements?kind=demand&source=third', ['lift-limits']],
    ['/statements?report_count__gte=1&report_count__lt=2', ['easing', 'fairy-tale', 'falcon-fired']],
  ]));

describe('__not', () =>
  answers([
    ['/demands?party__not=arland', ['recovery-first']],
    ['/demands?kind__not=call,expectation', ['return-harbour']],
    ['/demands?id__not=return-harbour', ['lift-fishing-limits', 'recovery-first']],
    // Who has no party is not of Arland either.
    ['/people?party__not=arland', ['league-secretary', 'semyon-yolkin', 'tomas-quint']],
    ['/people?party__not=arland,bordavia', ['league-secretary', 'semyon-yolkin']],
    // No member of many: a record with another source besides is left out.
    ['/demands?source__not=envoy', ['recovery-first']],
    ['/demands?source__not=envoy,third', []],
    ['/demands?addressee__not=bordavia', ['lift-fishing-limits', 'recovery-first']],
    ['/statements?about__not=people/mila-orlov', ['easing', 'falcon-fired', 'lift-limits', 'return-harbour']],
    ['/demands?topic__not=fishing', ['return-harbour']],
    ['/statements?topic__not=territory', ['easing', 'falcon-fired', 'lift-limits']],
  ]));

describe('__isnull', () =>
  answers([
    ['/people?party__isnull=true', ['semyon-yolkin']],
    ['/people?party__isnull=false', ['league-secretary', 'mila-orlov', 'tomas-quint']],
    ['/demands?addressee__isnull=true', ['recovery-first']],
    ['/demands?addressee__isnull=false', ['lift-fishing-limits', 'return-harbour']],
    ['/demands?region__isnull=true', ['lift-fishing-limits', 'recovery-first']],
    ['/statements?date__isnull=true', ['easing', 'falcon-fired']],
    ['/statements?date__isnull=false', ['fairy-tale', 'lift-limits', 'return-harbour']],
    // A date that is open on one side is a date.
    ['/agreements?date__isnull=false', ['fishing-limits']],
    // A statement that is about something, but about no person.
    ['/statements?person__isnull=true', ['easing', 'falcon-fired', 'lift-limits', 'return-harbour']],
    ['/statements?person__isnull=false', ['fairy-tale']],
    ['/statements?holder__isnull=true', EVERY_STATEMENT],
    ['/topics?parent__isnull=false', ['harbours']],
  ]));

describe('comparisons of counts', () =>
  answers([
    ['/statements?report_count=2', ['lift-limits', 'return-harbour']],
    ['/statements?report_count__gte=2', ['lift-limits', 'return-harbour']],
    ['/statements?report_count__gt=1', ['lift-limits', 'return-harbour']],
    ['/statements?report_count__gt=2', []],
    ['/statements?report_count__lte=1', ['easing', 'fairy-tale', 'falcon-fired']],
    ['/statements?report_count__lt=2', ['easing', 'fairy-tale', 'falcon-fired']],
    ['/statements?report_count__lt=1', []],
    ['/statements?origin_count__gte=1', ['fairy-tale', 'return-harbour']],
    ['/demands?origins_not_stated__gte=2', ['lift-fishing-limits']],
    ['/demands?source_count=1', ['recovery-first']],
    ['/events?report_count=0', ['interview']],
    [
      '/citations?start__gte=700',
      ['parties.northern-wire.harbour.792.name', 'sources.harbour.harbour.792.agency'],
    ],
    [
      '/citations?end__lte=100&source=third&field=kind',
      ['positions.lift-fishing-limits.interview.third.0.kind'],
    ],
  ]));

describe('dates', () => {
  // 2031-05-02 are lift-limits and return-harbour, fairy-tale is 2031-05~, the others have none.
  answers([
    ['/statements?date=2031', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date=2031-05', ['fairy-tale', 'lift-limits', 'return-harbour']],
    // Only what lies wholly within: the whole of May does not lie in a day of it.
    ['/statements?date=2031-05-02', ['lift-limits', 'return-harbour']],
    ['/statements?date=2031-05-01', []],
    ['/statements?date=2030', []],
    ['/statements?date=2031-04/2031-06', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date=2031-05-02/2031-05-31', ['lift-limits', 'return-harbour']],
    ['/statements?date=2031-05-02/2032', ['lift-limits', 'return-harbour']],
    ['/statements?date=2031/..', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date=2031-05-02/..', ['lift-limits', 'return-harbour']],
    ['/statements?date=../2031-05-02', ['lift-limits', 'return-harbour']],
    ['/statements?date=../2031-05', ['fairy-tale', 'lift-limits', 'return-harbour']],
    // At least: the earliest day it can mean is not before the earliest of the value.
    ['/statements?date__gte=2031-05-01', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date__gte=2031-05-02', ['lift-limits', 'return-harbour']],
    ['/statements?date__gte=2031-05-03', []],
    ['/statements?date__gte=2031', ['fairy-tale', 'lift-limits', 'return-harbour']],
    // More than: it begins after the value is over.
    ['/statements?date__gt=2031', []],
    ['/statements?date__gt=2031-04', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date__gt=2031-05-01', ['lift-limits', 'return-harbour']],
    ['/statements?date__gt=2031-05-02', []],
    // At most: the latest day it can mean is not after the latest of the value.
    ['/statements?date__lte=2031-05-02', ['lift-limits', 'return-harbour']],
    ['/statements?date__lte=2031-05-31', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date__lte=2031-05', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date__lte=2031-05-01', []],
    // Less than: it is over before the value begins.
    ['/statements?date__lt=2031-05-03', ['lift-limits', 'return-harbour']],
    ['/statements?date__lt=2031-06', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date__lt=2031-05-31', ['lift-limits', 'return-harbour']],
    ['/statements?date__lt=2031-05-02', []],
    ['/statements?date__lt=2031', []],
    ['/statements?date__gte=2031-05-02&date__lte=2031-05-02', ['lift-limits', 'return-harbour']],
    ['/sources?published=2031-05', ['harbour']],
    // An event with several dates is filed under its first.
    ['/events?date=2031-05-02', ['interview']],
  ]);
});

describe('__overlaps', () =>
  answers([
    // What may lie within in part: the whole of May touches each of its days.
    ['/statements?date__overlaps=2031-05-01', ['fairy-tale']],
    ['/statements?date__overlaps=2031-05-02', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date__overlaps=2031-05-31/2031-07', ['fairy-tale']],
    ['/statements?date__overlaps=2031-06', []],
    ['/statements?date__overlaps=2031-04,2031-05-03', ['fairy-tale']],
    ['/statements?date__overlaps=203X', ['fairy-tale', 'lift-limits', 'return-harbour']],
    // What has no end touches all that comes after.
    ['/agreements?date__overlaps=2099', ['fishing-limits']],
    ['/agreements?date__overlaps=2029-01-01', ['fishing-limits']],
    ['/agreements?date__overlaps=2028', []],
    ['/agreements?date__overlaps=../2028', []],
    ['/agreements?date__overlaps=../2029', ['fishing-limits']],
    ['/statements?date__overlaps=2031-05-31/..', ['fairy-tale']],
    // What has no date touches none, however long.
    ['/statements?date__overlaps=0001/9999', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/events?date__overlaps=0001/9999', ['interview']],
  ]));

describe('what a date leaves out', () => {
  const meta = async (url: string) => (await api.json(url)).meta;

  it('is counted beside: how many more may lie within', async () => {
    expect(await meta('/statements?date=2031-05-02')).toMatchObject({ total: 2, also_overlapping: 1 });
    expect(await meta('/statements?date=2031-05')).toMatchObject({ total: 3, also_overlapping: 0 });
    expect(await meta('/statements?date=2031-05-01,2031-05-02')).toMatchObject({
      total: 2,
      also_overlapping: 1,
    });
    expect(await meta('/statements?date=2031-05-02&kind=demand')).toMatchObject({
      total: 2,
      also_overlapping: 0,
    });
    expect(await meta('/agreements?date=2030')).toMatchObject({ total: 0, also_overlapping: 1 });
  });

  it('is what __overlaps finds besides', async () => {
    for (const date of [
      '2031',
      '2031-05',
      '2031-05-01',
      '2031-05-02',
      '2030',
      '203X',
      '../2031-05-02',
      '2031-05-15/..',
    ]) {
      const { total, also_overlapping = Number.NaN } = await meta(`/statements?date=${date}`);
      expect(total + also_overlapping, date).toBe((await meta(`/statements?date__overlaps=${date}`)).total);
    }
  });

  it('is counted where dates are compared, too', async () => {
    for (const [query, overlapping] of [
      ['date__gte=2031-05-02', 'date__overlaps=2031-05-02/..'],
      ['date__gt=2031-05-01', 'date__overlaps=2031-05-02/..'],
      ['date__gt=2030-12', 'date__overlaps=2031-01-01/..'],
      ['date__lte=2031-05', 'date__overlaps=../2031-05-31'],
      ['date__lt=2031-05-02', 'date__overlaps=../2031-05-01'],
      ['date__lt=2031-06', 'date__overlaps=../2031-05-31'],
      ['date__gte=2031-05-02&date__lt=2031-05-03', 'date__overlaps=2031-05-02'],
      ['date__gt=../2031-05-01&date=2031', 'date__overlaps=2031-05-02/2031-12-31'],
    ] as const) {
      const { total, also_overlapping = Number.NaN } = await meta(`/statements?${query}`);
      const found = (await meta(`/statements?${overlapping}`)).total;
      expect(total + also_overlapping, query).toBe(found);
    }
    expect(await meta('/statements?date__gte=2031-05-02')).toMatchObject({ also_overlapping: 1 });
    expect(await meta('/agreements?date__lt=2030')).toMatchObject({ total: 0, also_overlapping: 1 });
  });

  it('is told by a header where there is no meta, unless there is nothing to tell', async () => {
    for (const suffix of ['csv', 'tsv', 'ndjson']) {
      const { headers } = await api.get(`/statements.${suffix}?date__gte=2031-05-02`);
      expect(headers['demarche-also-overlapping']).toBe('1');
      expect(headers['access-control-expose-headers']).toContain('Demarche-Also-Overlapping');
      const whole = await api.get(`/statements.${suffix}?date=2031-05`);
      expect(whole.headers).not.toHaveProperty('demarche-also-overlapping');
    }
    const accepted = await api.get('/statements?date=2031-05-02', { accept: 'text/csv' });
    expect(accepted.headers['demarche-also-overlapping']).toBe('1');
    const nothing = await api.get('/demands.csv?q=harbuor%20%C5%BEabka');
    expect(nothing.headers['demarche-not-found']).toBe('harbuor, %C5%BEabka');
  });

  it.each(['date__gt=2022/..', 'date__lt=../2022', 'date__gt=9999'])(
    'is not asked for where nothing can lie: %s',
    async (query) => {
      const { errors } = await api.problem(`/statements?${query}`);
      expect(errors?.[0]?.detail).toMatch(/^nothing lies/);
    },
  );

  it('is not counted where no date is asked to hold', async () => {
    for (const query of ['', '?kind=demand', '?date__overlaps=2031', '?date__isnull=true'])
      expect(await meta(`/statements${query}`)).not.toHaveProperty('also_overlapping');
  });
});

describe('dates with digits that are not specified', () =>
  answers([
    ['/statements?date=203X', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date=20XX', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date=202X', []],
    ['/statements?date=2031-XX', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date=2031-05-XX', ['fairy-tale', 'lift-limits', 'return-harbour']],
    ['/statements?date__lt=203X', []],
    ['/statements?date__gt=202X', ['fairy-tale', 'lift-limits', 'return-harbour']],
  ]));

describe('when a record was last changed, and what it leaves open', () =>
  answers([
    ['/demands?revised=2031-06-01', EVERY_DEMAND],
    ['/demands?revised=2031-06', EVERY_DEMAND],
    ['/demands?revised__lt=2031-06', []],
    ['/demands?revised__gte=2031-06-02', []],
    ['/demands?not_stated=condition', ['lift-fishing-limits']],
    ['/demands?not_stated__not=condition', ['recovery-first', 'return-harbour']],
    ['/demands?not_stated__isnull=true', ['return-harbour']],
    ['/statements?not_stated=condition,occasion', ['easing', 'fairy-tale', 'falcon-fired', 'lift-limits']],
    ['/topics?revised__overlaps=2031', ['arms', 'fishing', 'harbours', 'territory']],
    // Its topics are those of what it is about.
    ['/divergences?topic=harbours', ['refusal-wording']],
    ['/divergences?topic=territory', ['refusal-wording']],
    ['/divergences?topic=fishing', []],
    ['/people?statement_count__gte=1', ['league-secretary', 'mila-orlov', 'tomas-quint']],
    ['/people?statement_count=2', ['mila-orlov']],
    ['/parties?statement_count=0', ['arland', 'bordavia', 'lakes-league', 'northern-wire']],
    ['/people?source_count=3', ['mila-orlov']],
    ['/weapons?source_count__gte=2', ['falcon']],
  ]));

describe('intervals that are open', () =>
  // fishing-limits is 2029/..
  answers([
    ['/agreements?date__gte=2029', ['fishing-limits']],
    ['/agreements?date__gte=2029-01-01', ['fishing-limits']],
    ['/agreements?date__gte=2029-01-02', []],
    ['/agreements?date__gt=2028', ['fishing-limits']],
    ['/agreements?date__gt=2029', []],
    ['/agreements?date__lte=9000', []],
    ['/agreements?date__lt=9000', []],
    ['/agreements?date=2029', []],
    ['/agreements?date=2029/2099', []],
    // What has no end lies wholly within what has no end either.
    ['/agreements?date=2029/..', ['fishing-limits']],
    ['/agreements?date=2020/..', ['fishing-limits']],
    ['/agreements?date=2030/..', []],
    ['/agreements?date=../2029', []],
  ]));

describe('regions and topics take in what lies below them', () =>
  answers([
    ['/demands?region=port-vell', ['return-harbour']],
    ['/demands?region=bordavia', ['return-harbour']],
    ['/demands?region=eastmark', []],
    ['/demands?region__not=bordavia', ['lift-fishing-limits', 'recovery-first']],
    ['/events?region=bordavia', ['strike']],
    ['/statements?region=bordavia', ['falcon-fired', 'return-harbour']],
    ['/statements?about=regions/bordavia', ['falcon-fired', 'return-harbour']],
    ['/demands?topic=territory', ['return-harbour']],
    ['/demands?topic=harbours', ['return-harbour']],
    ['/demands?topic=harbours,fishing', EVERY_DEMAND],
    ['/events?topic=territory', ['interview']],
    // And never what lies above.
    ['/events?topic=harbours', []],
    ['/statements?topic=territory', ['fairy-tale', 'return-harbour']],
    ['/regions?within=bordavia', ['eastmark', 'port-vell']],
    ['/regions?within=eastmark', []],
    ['/regions?within__isnull=true', ['bordavia']],
    ['/regions?parent=bordavia', ['eastmark', 'port-vell']],
    ['/topics?parent=territory', ['harbours']],
  ]));

describe('fields that may point into several collections', () =>
  answers([
    ['/statements?speaker=mila-orlov', ['lift-limits', 'return-harbour']],
    ['/statements?speaker=people/mila-orlov', ['lift-limits', 'return-harbour']],
    ['/statements?speaker=sources/envoy', ['falcon-fired']],
    ['/statements?speaker=envoy,tomas-quint', ['fairy-tale', 'falcon-fired']],
    ['/statements?speaker=people/tomas-quint,envoy', ['fairy-tale', 'falcon-fired']],
    ['/statements?speaker__not=people/mila-orlov,envoy', ['easing', 'fairy-tale']],
    ['/statements?about=people/mila-orlov', ['fairy-tale']],
    ['/statements?about=mila-orlov', ['fairy-tale']],
    // The bare id of a party and a region; with the collection, of one of them.
    ['/statements?about=bordavia', ['falcon-fired', 'return-harbour']],
    ['/statements?about=parties/bordavia', ['return-harbour']],
    ['/statements?party=bordavia', ['return-harbour']],
    ['/statements?party=arland', []],
    ['/statements?person=mila-orlov', ['fairy-tale']],
    ['/statements?weapon=falcon', ['falcon-fired']],
    ['/statements?event=strike', ['falcon-fired']],
    ['/statements?agreement=fishing-limits', ['easing', 'lift-limits']],
    ['/statements?addressee=parties/bordavia', ['return-harbour']],
    ['/statements?responds_to=arland', ['easing']],
    ['/statements?responds_to=demands/return-harbour', ['fairy-tale']],
    ['/demands?person=mila-orlov', ['lift-fishing-limits', 'return-harbour']],
    ['/demands?person__isnull=true', ['recovery-first']],
    ['/demands?reported_by=sources/third', ['recovery-first']],
    ['/demands?reported_by__isnull=false', ['recovery-first']],
    ['/events?party=arland', ['interview']],
    ['/events?person=mila-orlov', ['interview']],
    ['/events?participant=people/mila-orlov', ['interview']],
    ['/events?party__not=arland', ['strike']],
    ['/reports?via=northern-wire', ['return-harbour.envoy']],
    [
      '/reports?origin=northern-wire',
      ['fairy-tale.harbour', 'return-harbour.envoy', 'return-harbour.harbour'],
    ],
    ['/attributes?asserted_by=people/mila-orlov', ['falcon.speed.mila-orlov']],
    ['/divergences?about=statements/return-harbour', ['refusal-wording']],
  ]));

describe('a fact-checker’s sheet', () => {
  it('gives with a demand the passages that report what it rests on', async () => {
    expect(await api.ids('/citations?record=demands/return-harbour')).toEqual([
      'positions.return-harbour.interview.envoy.0.kind',
      'reports.return-harbour.envoy.envoy.0.wording.demand',
      'reports.return-harbour.envoy.envoy.146.wording.refusal',
      'reports.return-harbour.harbour.harbour.142.wording.refusal',
      'reports.return-harbour.harbour.harbour.26.wording.demand',
    ]);
  });

  it('gives with a demand the passages that its statements themselves cite, and counts their sources', async () => {
    const statement = 'statements/return-harbour.yaml';
    const cited = await openApi({
      files: {
        [statement]: `${readFileSync(join(FIXTURE, statement), 'utf8')}citations:
  - { field: occasion, source: third, start: 0, end: 52, exact: Orlov asked }
`,
      },
    });
    const own = 'statements.return-harbour.third.0.occasion';
    expect(await cited.ids('/citations?record=demands/return-harbour')).toContain(own);
    expect(await cited.ids('/citations?record=statements/return-harbour')).toContain(own);
    const { data } = await cited.json<Page>(`/citations/${own}`);
    expect((data.supports as Rec[]).map(({ url }) => url)).toEqual([
      '/statements/return-harbour',
      '/positions/return-harbour.interview',
      '/demands/return-harbour',
    ]);
    const demand = await cited.json<Page>('/demands/return-harbour');
    expect((demand.data.citations as Rec[]).map(({ id }) => id)).toContain(own);
    expect((demand.data.sources as Rec[]).map(({ id }) => id)).toEqual(['envoy', 'harbour', 'third']);
    expect(demand.data.source_count).toBe(3);
  });

  it('gives with a statement the passages of its reports', async () => {
    expect(await api.ids('/citations?record=statements/lift-limits')).toEqual([
      'reports.lift-limits.envoy.envoy.201.wording.demand',
      'reports.lift-limits.third.third.0.wording.demand',
    ]);
  });

  it('gives with a weapon the passages of its attributes', async () => {
    expect(await api.ids('/citations?record=weapons/falcon')).toEqual([
      'attributes.falcon.speed.mila-orlov.harbour.297.value',
      'attributes.falcon.user.arland.envoy.envoy.333.value',
    ]);
  });

  it('tells records of different collections with one id apart', async () => {
    const both = await api.ids('/citations?record=bordavia');
    expect(await api.ids('/citations?record=parties/bordavia')).toEqual([
      'parties.bordavia.harbour.26.spellings.bordavia',
    ]);
    expect(both).toContain('parties.bordavia.harbour.26.spellings.bordavia');
    expect(both).toContain('regions.bordavia.envoy.0.name');
  });

  it('is of the record asked for, not of regions below it', async () => {
    expect(await api.ids('/citations?record=regions/bordavia')).toEqual(['regions.bordavia.envoy.0.name']);
  });
});

describe('a boolean', () =>
  answers([
    ['/people?unnamed=true', ['league-secretary']],
    ['/people?unnamed=false', ['mila-orlov', 'semyon-yolkin', 'tomas-quint']],
  ]));

describe('the answer', () => {
  it('counts what matches', async () => {
    expect((await api.json('/demands?party=arland')).meta.total).toBe(2);
    expect((await api.json('/demands?party=bordavia')).meta.total).toBe(0);
    expect((await api.json('/statements?topic=territory&limit=1')).meta).toMatchObject({
      total: 2,
      count: 1,
    });
  });

  it('does not depend on the order of parameters or values', async () => {
    const one = await api.json('/statements?kind=demand,offer&source=third&sort=title');
    const other = await api.json('/statements?sort=title&source=third&kind=offer&kind=demand');
    expect(other.data).toEqual(one.data);
    expect(sorted(one.data.map(({ id }) => id))).toEqual(['easing', 'lift-limits']);
  });
});
