/** A table as Parquet: typed columns, null as null. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { ColumnType, Table, Value } from './tables.ts';

type Element = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>[number];

/** How each type is stored (https://parquet.apache.org/docs/file-format/types/). SQLite's integers have 64 bits. */
const TYPES: Record<ColumnType, Pick<Element, 'type' | 'converted_type'>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
};

function convert(value: Value, type: ColumnType): unknown {
  if (value === null) return null;
  if (type === 'integer') return BigInt(value as number);
  return type === 'date' ? new Date(`${value}T00:00:00Z`) : value;
}

/** The bytes of a table as a Parquet file. */
export function writeParquet({ columns }: Table, rows: readonly (readonly Value[])[]): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: columns.length },
        ...columns.map(
          ({ name, type, nullable }): Element => ({
            name,
            ...TYPES[type],
            repetition_type: nullable ? 'OPTIONAL' : 'REQUIRED',
          }),
        ),
      ],
      columnData: columns.map(({ name, type }, at) => ({
        name,
        data: rows.map((row) => convert(row[at] ?? null, type)),
      })),
    }),
  );
}
