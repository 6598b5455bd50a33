import { resourceNamed, resources } from '../../src/schema/index.ts';
import type { Citation, Dataset, Rec } from '../../src/schema/resource.ts';
import { Dossier, IN_DOSSIERS } from './dossier.ts';
import { citationsBySchema, citationsIn, inOrder } from './evidence.ts';
import { DISMISSALS, frameOf } from './frame.ts';
import type { Statement } from './statements.ts';
import type { World } from './world.ts';

/** Dossiers kept, so that a look at the neighbours of a record makes nothing anew. */
const KEPT = 8;
const NONE: readonly never[] = [];

/** Ids of dossiers' records begin with `d` and a number, those of shared ones never do. */
const NUMBERED = /^d(\d+)-/;

/** A dataset that is made while it is read, dossier by dossier, and never held as a whole. */
export class SyntheticDataset implements Dataset {
  readonly resources = resources;
  private readonly world: World;
  private readonly shared = new Map<string, Map<string, Rec>>();
  private readonly recent = new Map<number, Dossier>();
  private latest: { number: number; dossier: Dossier } | null = null;
  private citedInShared: Map<string, Citation[]> | null = null;
  private readonly dismissals: readonly Statement[];

  constructor(world: World) {
    this.world = world;
    for (const { name, within } of resources) {
      const records = within ? this.embedded(name) : (world.records.get(name) ?? []);
      this.shared.set(name, new Map(records.map((record) => [record.id, record])));
    }
    const numbers = Array.from({ length: DISMISSALS }, (_, k) => world.layout.locate(k, DISMISSALS));
    const found = numbers.map(
      ({ dossier, statement }) => this.dossier(dossier).at('statements', statement) as Statement,
    );
    this.dismissals = [...new Set(found)];
  }

  /** Shared records that lie inside of others, as the loader takes them out. */
  private embedded(name: string): Rec[] {
    const within = resourceNamed.get(name)?.within;
    const singular = resourceNamed.get(within?.collection ?? '')?.singular ?? '';
    return (this.world.records.get(within?.collection ?? '') ?? [])
      .flatMap((parent) =>
        (parent[within?.field ?? ''] as Record<string, unknown>[]).map(
          (member): Rec => ({ id: within?.id(parent, member) ?? '', [singular]: parent.id, ...member }),
        ),
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  private dossier(number: number): Dossier {
    if (this.latest?.number === number) return this.latest.dossier;
    const dossier = this.recent.get(number) ?? new Dossier(frameOf(this.world, number));
    this.recent.delete(number);
    this.recent.set(number, dossier);
    if (this.recent.size > KEPT) this.recent.delete(this.recent.keys().next().value as number);
    this.latest = { number, dossier };
    return dossier;
  }

  /** The dossier that a record belongs to, undefined where all share it or there is none. */
  private holding(collection: string, id: string): Dossier | undefined {
    const digits = IN_DOSSIERS.has(collection) ? NUMBERED.exec(id)?.[1] : undefined;
    return digits !== undefined && Number(digits) < this.world.layout.dossiers
      ? this.dossier(Number(digits))
      : undefined;
  }

  get(collection: string, id: string): Rec | undefined {
    return this.shared.get(collection)?.get(id) ?? this.holding(collection, id)?.get(collection, id);
  }

  all(collection: string): Iterable<Rec> {
    const made = resourceNamed.get(collection)?.made;
    return made ? made(this) : { [Symbol.iterator]: () => this.written(collection)[Symbol.iterator]() };
  }

  private *written(collection: string): Iterable<Rec> {
    yield* this.shared.get(collection)?.values() ?? NONE;
    if (IN_DOSSIERS.has(collection))
      for (let number = 0; number < this.world.layout.dossiers; number++)
        yield* this.dossier(number).all(collection);
  }

  referrers(collection: string, id: string, from: string, path: string): readonly Rec[] {
    const to = `${collection}/${id}`;
    if (collection === 'parties' && from === 'statements' && path === 'responds_to.to')
      return this.dismissals.filter(({ responds_to }) => responds_to.some((answer) => answer.to === to));
    const dossier = this.holding(collection, id);
    if (dossier) return dossier.referrers(to, from, path);
    // No statement is reported by an almanac.
    if (collection === 'sources' && path === 'reports.source') return NONE;
    throw new Error(`Who refers to ${to} in ${from}.${path} is not known without reading everything`);
  }

  *evidence(): Iterable<Citation> {
    for (const { name } of resources.filter(({ made }) => !made).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      yield* inOrder([...(this.shared.get(name)?.keys() ?? NONE)].flatMap((id) => this.ofShared(name, id)));
      if (IN_DOSSIERS.has(name))
        for (let number = 0; number < this.world.layout.dossiers; number++)
          for (const record of this.dossier(number).all(name)) yield* citationsIn(name, record);
    }
  }

  private ofShared(collection: string, id: string): readonly Citation[] {
    this.citedInShared ??= this.citeShared();
    return this.citedInShared.get(`${collection}/${id}`) ?? NONE;
  }

  private citeShared(): Map<string, Citation[]> {
    const cited = new Map<string, Citation[]>();
    for (const resource of resources)
      for (const record of this.shared.get(resource.name)?.values() ?? NONE)
        cited.set(`${resource.name}/${record.id}`, citationsBySchema(resource, record));
    return cited;
  }

  citations(collection: string, id: string): readonly Citation[] {
    const dossier = this.holding(collection, id);
    const record = dossier?.get(collection, id);
    if (!dossier || !record) return this.withEmbedded(collection, id);
    const own = citationsIn(collection, record);
    if (collection !== 'statements') return own;
    return [...own, ...dossier.reportsIn(record).flatMap((report) => citationsIn('reports', report))];
  }

  private withEmbedded(collection: string, id: string): readonly Citation[] {
    const own = this.ofShared(collection, id);
    if (collection !== 'weapons') return own;
    const attributes = [...(this.shared.get('attributes')?.values() ?? NONE)];
    const its = attributes.filter(({ weapon }) => weapon === id);
    return [...own, ...its.flatMap((attribute) => this.ofShared('attributes', attribute.id))];
  }
}
