/** What each document has of what was said on an occasion. */
import { commitmentResource } from '../schema/commitments.ts';
import { divergenceResource } from '../schema/divergences.ts';
import { eventResource } from '../schema/events.ts';
import { positionResource } from '../schema/positions.ts';
import type { Resource } from '../schema/resource.ts';
import { sourceResource } from '../schema/sources.ts';
import { statementResource } from '../schema/statements.ts';
import type { Store } from '../store/store.ts';
import { selectJson } from './json.ts';
import { selectPage } from './page.ts';
import { MAX_LIMIT } from './query.ts';

interface Reference {
  id: string;
  name: string;
  url: string;
}
type ServedRecord = Record<string, unknown> & Reference & { title?: string; sources: Reference[] };

/** Things said times accounts that have them, or do not: each is told of each. */
const MAX_CELLS = 100_000;

/** More than can be set side by side. */
export class TooManyAccounts extends Error {
  readonly items: number;
  readonly accounts: number;
  constructor(items: number, accounts: number) {
    super();
    this.items = items;
    this.accounts = accounts;
  }
}

const toReference = ({ id, name, title, url }: ServedRecord): Reference => ({ id, name: title ?? name, url });
const compareIds = (a: Reference, b: Reference) => (a.id < b.id ? -1 : 1);

/** The records of a collection that a filter finds, as they are served. */
function selectRecords(store: Store, resource: Resource, name: string, values: string[]): ServedRecord[] {
  if (!values.length) return [];
  const question = { conditions: [{ name, values }], q: null };
  const ids = selectPage(store, resource, question, { name: 'id', descending: false }, MAX_LIMIT, null);
  return selectJson(store, resource, ids).map((json) => JSON.parse(json) as ServedRecord);
}

/**
 * What was said and put on an occasion, each with the documents that have it, and what each document alone has.
 * @throws {TooManyAccounts} where that would be more than can be answered at once
 */
export function compareAccounts(store: Store, id: string) {
  const said = [statementResource, positionResource, commitmentResource].flatMap((resource) =>
    selectRecords(store, resource, 'occasion', [id]).map((record) => ({ collection: resource.name, record })),
  );
  const sources = new Map(said.flatMap(({ record }) => record.sources.map((source) => [source.id, source])));
  const accounts = [...sources.values()].sort(compareIds);
  if (said.length * accounts.length > MAX_CELLS) throw new TooManyAccounts(said.length, accounts.length);
  const items = said.map(({ collection, record }) => {
    const having = new Set(record.sources.map((source) => source.id));
    return {
      collection,
      ...toReference(record),
      sources: accounts.filter((source) => having.has(source.id)),
      lacking: accounts.filter((source) => !having.has(source.id)),
    };
  });
  const kinds = new Map(
    selectRecords(store, sourceResource, 'id', [...sources.keys()]).map((source) => [
      source.id,
      source.document_kind,
    ]),
  );
  const about = [
    `events/${id}`,
    ...said.map(({ collection, record }) => `${collection}/${record.id}`),
  ].filter((written) => /^(events|statements)\//.test(written));
  const [event] = selectRecords(store, eventResource, 'id', [id]);
  return {
    event: event && toReference(event),
    accounts: accounts.map((source) => {
      const has = items.filter(({ sources: having }) => having.includes(source));
      return {
        source,
        document_kind: kinds.get(source.id),
        has: has.length,
        only: has
          .filter(({ sources: having }) => having.length === 1)
          .map(({ collection, id: own, name, url }) => ({ id: own, name, url, collection })),
      };
    }),
    items,
    shared: items.filter(({ lacking }) => !lacking.length).length,
    divergences: selectRecords(store, divergenceResource, 'about', about).map(toReference),
  };
}
