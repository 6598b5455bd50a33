/** Columns and tables that occur again and again. A column has the name of the field whose value stands in it. */
import { type SQL, sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { parseEdtf } from './edtf.ts';
import { DATE_BASES, READINGS } from './fields.ts';

type Target = () => AnySQLiteColumn;
const nullableText = () => text();
const basisColumn = () => text({ enum: DATE_BASES });
const requiredText = () => text().notNull();
type NullableText = ReturnType<typeof nullableText>;
type RequiredText = ReturnType<typeof requiredText>;

/** Every record that others may refer to, with the name that it is shown by. */
export const records = sqliteTable(
  'records',
  { collection: text().notNull(), id: text().notNull(), label: text().notNull() },
  (t) => [primaryKey({ columns: [t.collection, t.id] })],
);

/** Which release of the dataset the file holds: one row. */
export const release = sqliteTable('release', {
  id: text().primaryKey(),
  date: text().notNull(),
  hash: text().notNull(),
  title: text().notNull(),
  description: text().notNull(),
  version: text().notNull(),
  content: text().notNull(),
  license: text().notNull(),
});

/** A constant, in the text of the statement: DDL, views and indexes take no parameters, and plans are better for it. */
export const quoteLiteral = (text: string): SQL => sql.raw(`'${text.replaceAll("'", "''")}'`);

/** A readable id. */
export const id = () => text().primaryKey();

/** A reference to one record of one collection, never null. */
export const requiredRef = (target: Target) => text().notNull().references(target);

/** A date: EDTF as written, and the first and last day that it can mean, null where it is open on that side. */
export const dateColumns = <N extends string>(name: N) =>
  ({
    [name]: nullableText(),
    [`${name}_earliest`]: nullableText(),
    [`${name}_latest`]: nullableText(),
  }) as { [K in N | `${N}_earliest` | `${N}_latest`]: NullableText };

/** As `dateColumns`, with whether a source states the date or it is inferred. */
export const basedDateColumns = <N extends string>(name: N) =>
  ({ ...dateColumns(name), [`${name}_basis`]: text({ enum: DATE_BASES }) }) as {
    [K in N | `${N}_earliest` | `${N}_latest`]: NullableText;
  } & { [K in `${N}_basis`]: ReturnType<typeof basisColumn> };

/** The values of `dateColumns` for a date as written. */
export function dateValues<N extends string>(name: N, edtf: string | null) {
  const span = edtf === null ? null : parseEdtf(edtf);
  return {
    [name]: edtf,
    [`${name}_earliest`]: span?.earliest ?? null,
    [`${name}_latest`]: span?.latest ?? null,
  } as { [K in N | `${N}_earliest` | `${N}_latest`]: string | null };
}

/** A reference into one of several collections: which, and the id there. `recordForeignKey` makes it one to `records`. */
export const anyColumns = <N extends string>(name: N) =>
  ({ [`${name}_collection`]: requiredText(), [`${name}_id`]: requiredText() }) as {
    [K in `${N}_collection` | `${N}_id`]: RequiredText;
  };

/** As `anyColumns`, where there may be none. */
export const anyColumnsOrNull = <N extends string>(name: N) =>
  ({ [`${name}_collection`]: nullableText(), [`${name}_id`]: nullableText() }) as {
    [K in `${N}_collection` | `${N}_id`]: NullableText;
  };

/** The values of `anyColumns` for a reference as written, `collection/id`. */
export function anyValues<N extends string, R extends string | null>(name: N, written: R) {
  const [collection = null, id = null] = written?.split('/') ?? [];
  return { [`${name}_collection`]: collection, [`${name}_id`]: id } as {
    [K in `${N}_collection` | `${N}_id`]: R;
  };
}

/** The foreign key of a reference into one of several collections. */
export const recordForeignKey = (collection: AnySQLiteColumn, id: AnySQLiteColumn) =>
  foreignKey({ columns: [collection, id], foreignColumns: [records.collection, records.id] });

/** The check of a column that holds one of a closed list of words. */
export const checkWords = (table: string, column: AnySQLiteColumn, words: readonly string[]) =>
  check(`${table}_${column.name}`, sql`${column} in (${sql.join(words.map(quoteLiteral), sql`, `)})`);

/** An index by a column, ties by another. */
export const by = (table: string, column: AnySQLiteColumn, ...ties: AnySQLiteColumn[]) =>
  index(`${table}_by_${column.name}`).on(column, ...ties);

/** The rows of a record's list, in order: each place once. */
export const byOwner = (table: string, t: { owner: AnySQLiteColumn; ordinal: AnySQLiteColumn }) =>
  uniqueIndex(`${table}_by_owner`).on(t.owner, t.ordinal);

/** What dates are sorted by: the first day, or the last where the first is open. */
export const sortDay = (earliest: AnySQLiteColumn, latest: AnySQLiteColumn): SQL =>
  // No comma: drizzle-kit takes it for the next column of the index.
  sql`case when ${sql.identifier(earliest.name)} is null then ${sql.identifier(latest.name)} else ${sql.identifier(earliest.name)} end`;

/** The check of a column that is true or false. */
export const checkBoolean = (table: string, column: AnySQLiteColumn) =>
  check(`${table}_${column.name}`, sql`${column} in (0, 1)`);

/** The check that a reference into one of several collections is whole, or not there at all. */
export const checkWholeOrNull = (table: string, collection: AnySQLiteColumn, id: AnySQLiteColumn) =>
  check(`${table}_${id.name}`, sql`(${collection} is null) = (${id} is null)`);

/** The check of a date's basis. */
export const checkBasis = (table: string, column: AnySQLiteColumn) => checkWords(table, column, DATE_BASES);

/** Indexes of the counts of `corroborationColumns`. */
export const byCounts = (
  table: string,
  t: Record<'report_count' | 'source_count' | 'origin_count' | 'origins_not_stated' | 'id', AnySQLiteColumn>,
) => [
  check(
    `${table}_counts`,
    sql`min(${t.report_count}, ${t.source_count}, ${t.origin_count}, ${t.origins_not_stated}) >= 0`,
  ),
  by(table, t.report_count, t.id),
  by(table, t.source_count, t.id),
  by(table, t.origin_count, t.id),
  by(table, t.origins_not_stated, t.id),
];

/** Indexes of a date: in the order of `sortDay` (called `day` there), and by what it is asked by. */
export const byDate = (
  table: string,
  id: AnySQLiteColumn,
  date: AnySQLiteColumn,
  earliest: AnySQLiteColumn,
  latest: AnySQLiteColumn,
  day = 'day',
) => [
  check(`${table}_${date.name}`, sql`${earliest} is null or ${latest} is null or ${earliest} <= ${latest}`),
  index(`${table}_by_${day}`).on(sortDay(earliest, latest), id),
  by(table, date, id),
  by(table, earliest, latest, id),
  by(table, latest, earliest, id),
];

/** A list of references into one collection: readable ids on both sides, found by an index from either. */
export const linkTable = (
  table: string,
  [owner, ownerId]: [string, Target],
  [value, valueId]: [string, Target],
) =>
  sqliteTable(
    table,
    {
      owner: text(owner).notNull().references(ownerId),
      value: text(value).notNull().references(valueId),
      position: integer().notNull(),
    },
    (t) => [primaryKey({ columns: [t.owner, t.value] }), index(`${table}_by_value`).on(t.value, t.owner)],
  );

/** A list of references into several collections. */
export const anyLinkTable = (table: string, [owner, ownerId]: [string, Target], value: string) =>
  sqliteTable(
    table,
    {
      owner: text(owner).notNull().references(ownerId),
      collection: text(`${value}_collection`).notNull(),
      value: text(`${value}_id`).notNull(),
      position: integer().notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.owner, t.collection, t.value] }),
      index(`${table}_by_value`).on(t.collection, t.value, t.owner),
      recordForeignKey(t.collection, t.value),
    ],
  );

/** A list of texts. */
export const textTable = (table: string, [owner, ownerId]: [string, Target], value: string) =>
  sqliteTable(
    table,
    {
      owner: text(owner).notNull().references(ownerId),
      value: text(value).notNull(),
      position: integer().notNull(),
    },
    (t) => [primaryKey({ columns: [t.owner, t.position] })],
  );

/** What a member of a list has: its id, the record whose list it is, and its place there, from 0. */
export const memberOf = (owner: string, ownerId: Target) => ({
  id: id(),
  owner: text(owner).notNull().references(ownerId),
  ordinal: integer().notNull(),
});

/** Sources and their origins, counted. */
export const originColumns = {
  source_count: integer().notNull(),
  origin_count: integer().notNull(),
  origins_not_stated: integer().notNull(),
};

/** What stands behind a record, counted. */
export const corroborationColumns = { report_count: integer().notNull(), ...originColumns };

/** Identifiers from outside. */
export const identifierColumns = { wikidata: text(), identifiers_from: text() };

/** How the documents were read for a record. */
export const readingColumns = { reading: text({ enum: READINGS }).notNull() };

/** The check and the index of a record's reading. */
export const byReading = (table: string, t: { reading: AnySQLiteColumn; id: AnySQLiteColumn }) => [
  checkWords(table, t.reading, READINGS),
  by(table, t.reading, t.id),
];
