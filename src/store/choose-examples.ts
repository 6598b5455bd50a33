import type Database from 'better-sqlite3';
import type { Parameter } from '../schema/parameters.ts';
import type { Resource } from '../schema/resource.ts';
import type { Example, Examples } from './examples.ts';
import { dateColumns, filtersOf } from './layout.ts';
import { rangeName, STATED } from './stored.ts';

interface Counted {
  value: string | number;
  count: number;
}

/** The commonest and the rarest value; ties go to the one that sorts first, and last. */
interface Extremes {
  commonest: Counted | undefined;
  rarest: Counted | undefined;
}

const extremes = (values: readonly Counted[]): Extremes => {
  const sorted = values.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { commonest: sorted[0], rarest: sorted.at(-1) };
};

/** Questions to the tables that queries read. */
class Asked {
  private readonly db: Database.Database;
  constructor(db: Database.Database) {
    this.db = db;
  }

  private field(resource: Resource, name: string): number {
    const sql = 'SELECT n FROM fields WHERE collection = ? AND name = ?';
    return this.db.prepare(sql).pluck().get(resource.name, name) as number;
  }

  terms(resource: Resource, name: string): Extremes {
    const of = (order: string) =>
      this.db
        .prepare(`SELECT value, count FROM terms WHERE field = ? AND value <> ? ORDER BY ${order} LIMIT 1`)
        .get(this.field(resource, name), STATED) as Counted | undefined;
    return { commonest: of('count DESC, value'), rarest: of('count, value DESC') };
  }

  numbers(resource: Resource, name: string): Counted[] {
    return this.db
      .prepare(
        `SELECT key AS value, lead(first, 1, size) OVER (ORDER BY key) - first AS count
         FROM bounds JOIN fields ON fields.n = field WHERE field = ? ORDER BY key`,
      )
      .all(this.field(resource, rangeName(name, 'number'))) as Counted[];
  }

  /** Spans of years, such as `2022/2024`, `..` where open. */
  years(resource: Resource, path: string): Counted[] {
    const { from, to } = dateColumns(path);
    const year = (column: string) => `ifnull(substr("${column}", 1, 4), '..')`;
    return this.db
      .prepare(
        `SELECT ${year(from)} || '/' || ${year(to)} AS value, count(*) AS count FROM "${resource.name}"
         WHERE "${from}" IS NOT NULL OR "${to}" IS NOT NULL GROUP BY 1`,
      )
      .all() as Counted[];
  }

  /** A record of a collection that the filter never names. */
  unused(resource: Resource, name: string, collection: string): string | undefined {
    const sql = `SELECT id FROM "${collection}"
      WHERE id NOT IN (SELECT replace(value, ? || '/', '') FROM terms WHERE field = ?) ORDER BY n LIMIT 1`;
    const found = this.db.prepare(sql).pluck().get(collection, this.field(resource, name));
    return found as string | undefined;
  }

  record(resource: Resource, n: number): { id: string; label: string } | undefined {
    const sql = `SELECT id, label FROM "${resource.name}" WHERE n = ?`;
    return this.db.prepare(sql).get(n) as { id: string; label: string } | undefined;
  }
}

/** A value that not every record has, from the data or else from what is allowed. */
function otherOf(
  asked: Asked,
  resource: Resource,
  { type, field }: Parameter,
  found: Extremes,
  total: number,
) {
  const { commonest, rarest } = found;
  if (rarest && rarest.count < total) return rarest.value;
  if (type.name === 'word') return type.allowed.find((word) => word !== commonest?.value) ?? null;
  if (type.name === 'reference')
    return type.collections.flatMap((name) => asked.unused(resource, field, name) ?? [])[0] ?? null;
  return type.name === 'text' ? 'none' : null;
}

function exampleOf(asked: Asked, resource: Resource, parameter: Parameter, total: number): Example {
  const { type, field, filter } = parameter;
  if (type.name === 'number' || type.name === 'date') {
    const values = type.name === 'date' ? asked.years(resource, filter.path) : asked.numbers(resource, field);
    const [least, most] = [values[0]?.value, values.at(-1)?.value].map((value) =>
      typeof value === 'number' ? value : null,
    );
    const found = extremes(values);
    const other = otherOf(asked, resource, parameter, found, total);
    return { value: found.commonest?.value ?? null, other, most: most ?? null, least: least ?? null };
  }
  const found = asked.terms(resource, field);
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
    value: bare(found.commonest?.value ?? null),
    other: bare(otherOf(asked, resource, parameter, found, total)),
    most: null,
    least: null,
  };
}

/** A word that a record is found by: the longest of its label. */
const wordOf = (label: string | undefined): string | null =>
  (label?.match(/\p{L}{3,}/gu) ?? []).reduce<string | null>(
    (longest, word) => (word.length > (longest?.length ?? 0) ? word : longest),
    null,
  );

/**
 * Examples for the documentation, taken from the data, so that each returns records when it is sent alone; the
 * same data gives the same examples.
 */
export function examplesOf(
  db: Database.Database,
  resources: readonly Resource[],
  counts: Readonly<Record<string, number>>,
): Examples {
  const asked = new Asked(db);
  return Object.fromEntries(
    resources.map((resource) => {
      const filters = Object.fromEntries(
        filtersOf(resource).map((parameter) => [
          parameter.field,
          exampleOf(asked, resource, parameter, counts[resource.name] ?? 0),
        ]),
      );
      const [first, second] = [asked.record(resource, 0), asked.record(resource, 1)];
      filters.id = { value: first?.id ?? null, other: second?.id ?? null, most: null, least: null };
      return [resource.name, { id: first?.id ?? null, word: wordOf(first?.label), filters }];
    }),
  );
}
