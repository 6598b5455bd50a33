import type { Rec } from '../../src/schema/resource.ts';
import { demand } from './demands.ts';
import { divergence } from './divergences.ts';
import { agreement, source } from './documents.ts';
import { event } from './events.ts';
import type { Frame } from './frame.ts';
import { type Statement, statement } from './statements.ts';

/** Collections whose records belong to dossiers; reports lie inside of statements. */
export const IN_DOSSIERS: ReadonlySet<string> = new Set([
  'agreements',
  'demands',
  'divergences',
  'events',
  'reports',
  'sources',
  'statements',
]);

interface Kind {
  count: number;
  /** The number in the id of the first. */
  from: number;
  make: (n: number) => Rec;
}

/** What records of a collection refer to at a path. */
const REFERENCES: Record<string, (record: Rec) => string[]> = {
  'demands:statements': ({ statements }) => (statements as string[]).map((id) => `statements/${id}`),
  'statements:about': ({ about }) => about as string[],
  'statements:responds_to.to': (record) => (record as Statement).responds_to.map(({ to }) => to),
  'statements:reports.source': (record) =>
    (record as Statement).reports.map(({ source: id }) => `sources/${id}`),
};

/** A story with all its records, each made when it is first asked for. */
export class Dossier {
  private readonly kinds: Record<string, Kind>;
  private readonly made = new Map<string, Rec[]>();
  private readonly inside = new Map<string, Rec[]>();
  private readonly back = new Map<string, Map<string, Rec[]>>();

  constructor(frame: Frame) {
    const statementAt = (n: number) => this.at('statements', n) as Statement;
    this.kinds = {
      agreements: { count: frame.ownAgreements, from: 1, make: (n) => agreement(frame, n) },
      demands: { count: frame.demands.length, from: 0, make: (n) => demand(frame, n, statementAt) },
      divergences: { count: frame.divided.length, from: 0, make: (n) => divergence(frame, n, statementAt) },
      events: { count: frame.events, from: 0, make: (n) => event(frame, n) },
      sources: { count: frame.documents.length, from: 1, make: (n) => source(frame, n) },
      statements: { count: frame.size, from: 0, make: (n) => statement(frame, n) },
    };
  }

  at(collection: string, n: number): Rec | undefined {
    const kind = this.kinds[collection];
    if (!kind || !(n >= 0 && n < kind.count)) return undefined;
    let records = this.made.get(collection);
    if (!records) {
      records = [];
      this.made.set(collection, records);
    }
    records[n] ??= kind.make(n);
    return records[n];
  }

  *all(collection: string): Iterable<Rec> {
    if (collection === 'reports') for (const one of this.all('statements')) yield* this.reportsIn(one);
    const count = this.kinds[collection]?.count ?? 0;
    for (let n = 0; n < count; n++) yield this.at(collection, n) as Rec;
  }

  get(collection: string, id: string): Rec | undefined {
    if (collection === 'reports') {
      const [statementId = ''] = id.split('.');
      const its = this.get('statements', statementId);
      return its && this.reportsIn(its).find((report) => report.id === id);
    }
    const number = Number(id.slice(id.lastIndexOf('-') + 1));
    const record = this.at(collection, number - (this.kinds[collection]?.from ?? 0));
    return record?.id === id ? record : undefined;
  }

  /** A statement's reports as records of their own. */
  reportsIn(its: Rec): Rec[] {
    const known = this.inside.get(its.id);
    if (known) return known;
    const records = (its as Statement).reports.map(
      (report): Rec => ({ id: `${its.id}.${report.source}`, statement: its.id, ...report }),
    );
    this.inside.set(its.id, records);
    return records;
  }

  /**
   * Records of the dossier whose field refers to something in it; nothing outside refers to it there.
   * @throws {Error} where the field is none of those that are looked up
   */
  referrers(to: string, from: string, path: string): readonly Rec[] {
    const key = `${from}:${path}`;
    const index = this.back.get(key) ?? this.indexed(from, key);
    this.back.set(key, index);
    return index.get(to) ?? [];
  }

  private indexed(from: string, key: string): Map<string, Rec[]> {
    const read = REFERENCES[key];
    if (!read) throw new Error(`No dossier is asked who refers to something in ${key}`);
    const index = new Map<string, Rec[]>();
    for (const record of this.all(from))
      for (const to of new Set(read(record))) {
        const list = index.get(to);
        if (list) list.push(record);
        else index.set(to, [record]);
      }
    return index;
  }
}
