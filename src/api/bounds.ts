/** How much one question may hold, known before it is read. */
import type { FastifyInstance } from 'fastify';
import type { Lookup } from '../query/read.ts';
import type { Store } from '../store/store.ts';
import { HttpProblem } from './problem.ts';

/** Parameters of a request. */
const MAX_PARAMETERS = 100;
/** Values of all parameters of a request together. */
const MAX_VALUES = 400;
/** Collections that are searched for what may have been meant, in all errors of a request together. */
const MAX_LOOKS = 12;

/** What is asked of the data while a query string is read: of suggestions so many a request. */
export class BoundedLookup implements Lookup {
  private readonly store: Store;
  private looks = MAX_LOOKS;

  constructor(store: Store) {
    this.store = store;
  }

  /** Begins the next request: a query string is read in one go. */
  begin(): void {
    this.looks = MAX_LOOKS;
  }

  has = (collection: string, id: string) => this.store.has(collection, id);
  countValue = (collection: string, filter: string, value: string) =>
    this.store.findValue(collection, filter, value)?.count;
  listValues = (collection: string, filter: string) => this.store.listValues(collection, filter);
  findNear = (collection: string, id: string) => this.store.findNear(collection, id);

  mayLook(times: number): boolean {
    const may = this.looks > 0;
    this.looks -= times;
    return may;
  }
}

/** Answers 400 to a request that holds more than one question would. */
export function boundQueries(app: FastifyInstance, lookups: readonly BoundedLookup[]): void {
  app.addHook('preValidation', (request, _, done) => {
    for (const lookup of lookups) lookup.begin();
    const query = Object.values(request.query as Record<string, string | string[]>);
    const parameters = query.length;
    const values = query.flat().reduce((sum, value) => sum + 1 + (value.match(/,/g)?.length ?? 0), 0);
    if (parameters <= MAX_PARAMETERS && values <= MAX_VALUES) return done();
    const detail =
      parameters > MAX_PARAMETERS
        ? `${parameters} parameters are more than ${MAX_PARAMETERS}, the most of one request`
        : `${values} values are more than ${MAX_VALUES}, the most of one request`;
    done(new HttpProblem(400, `${detail}; ask in several`, [{ parameter: '…', detail }]));
  });
}
