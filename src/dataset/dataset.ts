import { references } from '../schema/fields.ts';
import { makeCitations } from '../schema/present.ts';
import { type Citation, type Dataset, definitions, type Rec, type Resource } from '../schema/resource.ts';
import { collectValues, getField, getMark, type Path, parseReference } from '../schema/walk.ts';
import type { Data, LoadedRecord } from './load.ts';

const NONE: readonly never[] = [];

/** The member of a list that evidence at a path is for; null where it is the record's own, or is itself the member. */
const findMember = (path: Path): number | null =>
  path[0] !== 'citations' && path.length > 2 && typeof path[1] === 'number' ? path[1] : null;

/** All records, indexed by id and by who refers to whom, with the citations that their evidence makes. */
export class LoadedDataset implements Dataset {
  readonly resources: readonly Resource[];
  /** Records that could not be read: what refers to them is not wrong, and what only they use is not unused. */
  readonly refused: ReadonlySet<string>;
  private readonly lists = new Map<string, Rec[]>();
  private readonly ids = new Map<string, Map<string, Rec>>();
  private readonly places = new Map<Rec, { file: string; path: Path }>();
  private readonly cited = new Map<string, Citation[]>();
  private readonly everyCitation: Citation[] = [];
  private readonly unmade = new Map<string, NonNullable<Resource['makeRecords']>>();
  private readonly back = new Map<string, Map<string, Rec[]>>();

  constructor(resources: readonly Resource[], data: Data) {
    this.resources = resources;
    this.refused = data.refused;
    for (const { name, makeRecords } of resources)
      if (!makeRecords) this.put(name, data.records.get(name) ?? []);
    this.cite();
    for (const { name, makeRecords } of resources) if (makeRecords) this.unmade.set(name, makeRecords);
  }

  /** Makes the records of a collection that are made of others, when they are first asked for: a check needs few of them. */
  private make(collection: string) {
    const makeRecords = this.unmade.get(collection);
    if (!makeRecords) return;
    this.unmade.delete(collection);
    this.put(
      collection,
      [...makeRecords(this)].map((record) => ({ record, ...this.locate(record) })),
    );
  }

  private put(collection: string, loaded: readonly LoadedRecord[]) {
    this.lists.set(
      collection,
      loaded.map(({ record }) => record),
    );
    this.ids.set(collection, new Map(loaded.map(({ record }) => [record.id, record])));
    for (const { record, file, path } of loaded) this.places.set(record, { file, path });
  }

  private cite() {
    for (const resource of this.resources)
      for (const record of this.all(resource.name)) {
        let ordinal = 0;
        for (const { id, record: owner, path, evidence } of makeCitations(resource, record)) {
          const citation: Citation = {
            id,
            record: owner,
            ordinal: ordinal++,
            member: findMember(path),
            ...evidence,
          };
          const place = this.locate(record);
          this.places.set(citation, { file: place.file, path: [...place.path, ...path] });
          this.everyCitation.push(citation);
          for (const key of [owner, this.findParent(resource, record)]) {
            if (key === null) continue;
            const list = this.cited.get(key);
            if (list) list.push(citation);
            else this.cited.set(key, [citation]);
          }
        }
      }
    this.everyCitation.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  listEvidence(): Citation[] {
    return this.everyCitation;
  }

  /** `collection/id` of the record that an embedded one is written in. */
  private findParent({ within }: Resource, record: Rec): string | null {
    if (!within) return null;
    const singular = definitions.get(within.collection)?.singular ?? '';
    return `${within.collection}/${record[singular]}`;
  }

  get(collection: string, id: string): Rec | undefined {
    this.make(collection);
    return this.ids.get(collection)?.get(id);
  }

  all(collection: string): readonly Rec[] {
    this.make(collection);
    return this.lists.get(collection) ?? NONE;
  }

  listIds(collection: string): Iterable<string> {
    this.make(collection);
    return this.ids.get(collection)?.keys() ?? NONE;
  }

  /** File and path that a record was read from. */
  locate(record: Rec): { file: string; path: Path } {
    return this.places.get(record) ?? { file: '', path: [] };
  }

  findReferrers(collection: string, id: string, from: string, path: string): readonly Rec[] {
    const key = `${from}:${path}`;
    const index = this.back.get(key) ?? this.indexReferences(from, path);
    this.back.set(key, index);
    return index.get(`${collection}/${id}`) ?? NONE;
  }

  private indexReferences(from: string, path: string): Map<string, Rec[]> {
    const resource = definitions.get(from);
    const mark = resource && getMark(references, getField(resource.record, path));
    if (!mark) throw new Error(`${from}.${path} refers to nothing`);
    const index = new Map<string, Rec[]>();
    for (const record of this.all(from))
      for (const value of new Set(collectValues(record, path))) {
        const to = parseReference(mark, String(value));
        const list = index.get(`${to.collection}/${to.id}`);
        if (list) list.push(record);
        else index.set(`${to.collection}/${to.id}`, [record]);
      }
    return index;
  }

  findCitations(collection: string, id: string): readonly Citation[] {
    return this.cited.get(`${collection}/${id}`) ?? NONE;
  }
}
