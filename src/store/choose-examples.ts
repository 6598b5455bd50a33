/** Examples for the documentation, taken from the data, so that each returns records when it is sent alone. */
import { and, asc, desc, eq, type Placeholder, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { records } from '../schema/columns.ts';
import { getParameters, type Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import { getColumn, getIdColumn, hasColumn } from '../schema/storage.ts';
import type { Example, Examples } from './examples.ts';
import { serveCounts } from './serve.ts';
import { getDays, getPeriod } from './values.ts';

interface Counted {
  value: string | number;
  count: number;
}

/** The commonest and the rarest value; ties go to the one that sorts first, and last. */
interface Extremes {
  commonest: Counted | undefined;
  rarest: Counted | undefined;
}

const findExtremes = (values: readonly Counted[]): Extremes => {
  const sorted = values.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { commonest: sorted[0], rarest: sorted.at(-1) };
};

const NONE: Example = { value: null, other: null, most: null, least: null };

/** Chooses the examples of one database; the same data gives the same. */
class Chooser {
  private readonly db: BetterSQLite3Database;
  /** Prepared once: asked for each filter of each collection. */
  private readonly first;
  private readonly last;
  constructor(db: BetterSQLite3Database) {
    this.db = db;
    this.first = this.prepareFirst(desc(serveCounts.count), asc(serveCounts.value));
    this.last = this.prepareFirst(asc(serveCounts.count), desc(serveCounts.value));
  }

  private matchCounts(collection: string | Placeholder, filter: string | Placeholder) {
    return and(eq(serveCounts.collection, collection), eq(serveCounts.filter, filter));
  }

  private prepareFirst(...order: ReturnType<typeof asc>[]) {
    return this.db
      .select({ value: serveCounts.value, count: serveCounts.count })
      .from(serveCounts)
      .where(this.matchCounts(sql.placeholder('collection'), sql.placeholder('filter')))
      .orderBy(...order)
      .limit(1)
      .prepare();
  }

  private findValues({ name }: Resource, filter: string): Extremes {
    const asked = { collection: name, filter };
    return { commonest: this.first.get(asked), rarest: this.last.get(asked) };
  }

  private listNumbers(resource: Resource, filter: string): Counted[] {
    return this.db
      .select({ value: sql<number>`cast(${serveCounts.value} as integer)`, count: serveCounts.count })
      .from(serveCounts)
      .where(this.matchCounts(resource.name, filter))
      .orderBy(sql`1`)
      .all();
  }

  /** Spans of years, such as `2022/2024`, `..` where open. */
  private listYears(resource: Resource, parameter: Parameter): Counted[] {
    const days = getDays(resource, parameter);
    const year = (day: AnySQLiteColumn) => sql`ifnull(substr(${day}, 1, 4), '..')`;
    return this.db
      .select({
        value: sql<string>`${year(days.earliest)} || '/' || ${year(days.latest)}`,
        count: sql<number>`count(*)`,
      })
      .from(resource.table)
      .where(sql`${days.earliest} is not null or ${days.latest} is not null`)
      .groupBy(sql`1`)
      .all();
  }

  /** The last day on which something began to stand, and does so still. */
  private findLastDay(resource: Resource, parameter: Parameter): string | null {
    const { from, to } = getPeriod(resource, parameter);
    const found = this.db
      .select({ day: sql<string | null>`max(${from})` })
      .from(from.table)
      .where(sql`${to} is null or ${to} > ${from}`)
      .get();
    return found?.day ?? null;
  }

  /** A record of a collection that the filter never names. */
  private findUnused(resource: Resource, filter: string, collection: string): string | undefined {
    return this.db
      .select({ id: records.id })
      .from(records)
      .where(
        sql`${records.collection} = ${collection} and not exists (select 1 from ${serveCounts}
          where ${this.matchCounts(resource.name, filter)} and ${serveCounts.value} in (${records.id}, ${collection} || '/' || ${records.id}))`,
      )
      .orderBy(records.id)
      .limit(1)
      .get()?.id;
  }

  /** A value that not every record has, from the data or else from what is allowed. */
  private chooseOther(resource: Resource, { type, field }: Parameter, found: Extremes, total: number) {
    const { commonest, rarest } = found;
    if (rarest && rarest.count < total) return rarest.value;
    if (type.name === 'word') return type.allowed.find((word) => word !== commonest?.value) ?? null;
    if (type.name === 'reference')
      return type.collections.flatMap((name) => this.findUnused(resource, field, name) ?? [])[0] ?? null;
    return null; // a text that no record has is refused
  }

  chooseExample(resource: Resource, parameter: Parameter, total: number): Example {
    const { type, field } = parameter;
    if (type.name === 'day') return { ...NONE, value: this.findLastDay(resource, parameter) };
    if (type.name === 'number' || type.name === 'date') {
      const values =
        type.name === 'date' ? this.listYears(resource, parameter) : this.listNumbers(resource, field);
      const [least, most] = [values[0]?.value, values.at(-1)?.value].map((value) =>
        typeof value === 'number' ? value : null,
      );
      const found = findExtremes(values);
      const other = this.chooseOther(resource, parameter, found, total);
      return { value: found.commonest?.value ?? null, other, most: most ?? null, least: least ?? null };
    }
    const found = this.findValues(resource, field);
    // A reference may be written without its collection.
    const bare = (value: string | number | null) =>
      type.name === 'boolean' && value !== null
        ? Number(value === 'true')
        : type.name === 'reference' && type.any
          ? String(value ?? '')
              .split('/')
              .at(-1) || null
          : value;
    return {
      ...NONE,
      value: bare(found.commonest?.value ?? null),
      other: bare(this.chooseOther(resource, parameter, found, total)),
    };
  }

  /** The first two records, with their labels. */
  listFirst(resource: Resource): { id: string; label: string }[] {
    const label = ['title', 'name', 'id'].find((name) => hasColumn(resource.table, name)) ?? 'id';
    const columns = { id: getIdColumn(resource), label: getColumn(resource.table, label) };
    return this.db
      .select(columns)
      .from(resource.table)
      .orderBy(getIdColumn(resource))
      .limit(2)
      .all() as never;
  }
}

/** A word that a record is found by: the longest of its label. */
const chooseWord = (label: string | undefined): string | null =>
  (label?.match(/\p{L}{3,}/gu) ?? []).reduce<string | null>(
    (longest, word) => (word.length > (longest?.length ?? 0) ? word : longest),
    null,
  );

/** Examples of each filter of each collection. */
export function chooseExamples(
  db: BetterSQLite3Database,
  resources: readonly Resource[],
  counts: Readonly<Record<string, number>>,
): Examples {
  const chooser = new Chooser(db);
  return Object.fromEntries(
    resources.map((resource) => {
      const filters = Object.fromEntries(
        getParameters(resource)
          .filter(({ operator, field }) => operator === 'eq' && field !== 'id')
          .map((parameter) => [
            parameter.field,
            chooser.chooseExample(resource, parameter, counts[resource.name] ?? 0),
          ]),
      );
      const [first, second] = chooser.listFirst(resource);
      filters.id = { ...NONE, value: first?.id ?? null, other: second?.id ?? null };
      return [resource.name, { id: first?.id ?? null, word: chooseWord(first?.label), filters }];
    }),
  );
}
