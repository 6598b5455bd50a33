import type { Cell, Row, Sheet } from 'write-excel-file/node';
import { type CellType, chooseColumns, chooseLists, type FlatColumn, type FlatList } from '../schema/flat.ts';
import { type BookFormat, writeAbsolute } from './format.ts';

/** Characters in a cell (ECMA-376 Part 1 §18.3.1.96; Excel's specifications and limits). */
const MOST_IN_CELL = 32_767;
/** Characters in the name of a sheet. */
const MOST_IN_NAME = 31;
/** Before it spreadsheets differ: Excel has a 29 February 1900, and no day before that year. */
const FIRST_DAY = '1900-03-01';
/** Widths of columns, in characters. */
const WIDTH = { least: 8, most: 60 };
/** Rows that are looked at for the width of a column. */
const MEASURED = 100;

type Rec = Record<string, unknown>;

/** A table before it is a sheet. */
interface Table {
  name: string;
  columns: readonly Pick<FlatColumn, 'header' | 'about'>[];
  rows: Row[];
}

/** A cell of the type that keeps its value in every locale: text stays text, whatever it looks like. */
function makeCell(value: unknown, column: Pick<FlatColumn, 'header' | 'type'>, record: string): Cell {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return { value, type: Number };
  if (typeof value === 'boolean') return { value, type: Boolean };
  const text = String(value);
  if (column.type === 'date' && text >= FIRST_DAY)
    return { value: new Date(text), type: Date, format: 'yyyy-mm-dd' };
  if (text.length > MOST_IN_CELL)
    throw new RangeError(
      `${column.header} of ${record} has ${text.length} characters, and a cell holds ${MOST_IN_CELL}`,
    );
  return { value: text, type: String, format: '@' };
}

const makeRow = (columns: readonly FlatColumn[], record: Rec, id: string): Row =>
  columns.map((column) => makeCell(column.value(record), column, id));

/** Numbers that say where a member stands: its own place in the list, and that of the member it stands in. */
const makePlaceColumn = (list: FlatList): Table['columns'][number] => ({
  header: `${list.field}_ordinal`,
  about: `Place in ${list.field}, from 0`,
});

/** The members of a list as a table, each with the id of the record and its place; and the lists within them. */
function makeListTables(
  list: FlatList,
  owner: Table['columns'][number],
  owners: readonly { id: string; record: Rec; places: readonly number[] }[],
  above: readonly Table['columns'][number][] = [],
): Table[] {
  const members = owners.flatMap(({ id, record, places }) =>
    list.members(record).map((member, place) => ({ id, record: member, places: [...places, place] })),
  );
  const ordinals = [...above, makePlaceColumn(list)];
  const number = { header: 'ordinal', type: 'number' } as const;
  const table = {
    name: list.name,
    columns: [owner, ...ordinals, ...list.columns],
    rows: members.map(({ id, record, places }) => [
      makeCell(id, { header: owner.header, type: 'id' }, id),
      ...places.map((place) => makeCell(place, number, id)),
      ...makeRow(list.columns, record, id),
    ]),
  };
  return [table, ...list.lists.flatMap((inner) => makeListTables(inner, owner, members, ordinals))];
}

const showLength = (cell: Cell | undefined): number => {
  const value = cell && typeof cell === 'object' && 'value' in cell ? cell.value : cell;
  return value instanceof Date ? 10 : String(value ?? '').length;
};

const makeHeader = (text: string): Cell => ({ value: text, type: String, fontWeight: 'bold' });

function makeSheet({ columns, rows }: Pick<Table, 'columns' | 'rows'>, sheet: string): Sheet<never> {
  const measured = rows.slice(0, MEASURED);
  return {
    sheet,
    data: [columns.map(({ header }) => makeHeader(header)), ...rows],
    stickyRowsCount: 1,
    columns: columns.map(({ header }, at) => ({
      width: Math.min(
        WIDTH.most,
        Math.max(WIDTH.least, header.length + 2, ...measured.map((row) => showLength(row[at]) + 2)),
      ),
    })),
  };
}

/** Names as sheets may have them: short, and none twice. */
function nameSheets(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let short = name.slice(0, MOST_IN_NAME);
    for (let number = 2; taken.has(short); number++)
      short = `${name.slice(0, MOST_IN_NAME - `_${number}`.length)}_${number}`;
    taken.add(short);
    return short;
  });
}

/** Where in a ZIP file each entry says when it was made, as MS-DOS has it (APPNOTE 6.3.10 §4.3.7, §4.3.12, §4.3.16). */
const ZIP = {
  end: { size: 22, count: 10, start: 16 },
  central: { time: 12, name: 28, size: 46, local: 42 },
  local: { time: 10 },
};

/** Dates every entry of a ZIP file alike, since the same rows are the same bytes whenever they are written. */
function setTimes(zip: Buffer, day: string): void {
  const [year = 1980, month = 1, date = 1] = day.split('-').map(Number);
  const time = (((year - 1980) << 9) | (month << 5) | date) * 0x1_0000;
  const end = zip.length - ZIP.end.size;
  let at = zip.readUInt32LE(end + ZIP.end.start);
  for (let left = zip.readUInt16LE(end + ZIP.end.count); left > 0; left--) {
    zip.writeUInt32LE(time, at + ZIP.central.time);
    zip.writeUInt32LE(time, zip.readUInt32LE(at + ZIP.central.local) + ZIP.local.time);
    const lengths = [0, 2, 4].map((offset) => zip.readUInt16LE(at + ZIP.central.name + offset));
    at += ZIP.central.size + lengths.reduce((sum, length) => sum + length, 0);
  }
}

/** An Excel workbook (ECMA-376): a sheet of records, one of each list in them, and one that says where it is from. */
export const xlsx: BookFormat = {
  suffix: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  about:
    'an Excel workbook: the columns of CSV with numbers and days as such and text as text, a sheet of each list of objects, and one of release, query and what columns mean',
  holds: 'lists',
  maxRecords: 5000,
  async writeBook(resource, { select, base, query, release }, rows) {
    // Loaded when it is first needed: a start needs none of it.
    const { default: writeExcelFile } = await import('write-excel-file/node');
    const records = rows.map((json) => {
      const record = JSON.parse(writeAbsolute(json, base)) as Rec;
      return { id: String(record.id), record, places: [] };
    });
    const columns = chooseColumns(resource, select);
    const owner = {
      header: 'record_id',
      about: `Id of the record in the sheet ${resource.name}`,
    };
    const tables: Table[] = [
      { name: resource.name, columns, rows: records.map(({ id, record }) => makeRow(columns, record, id)) },
      ...chooseLists(resource, select).flatMap((list) => makeListTables(list, owner, records)),
    ].filter((table, at) => at === 0 || table.rows.length);
    const names = nameSheets([...tables.map(({ name }) => name), 'provenance']);
    const say = (sheet: string, what: string, value: unknown, type: CellType = 'text'): Row => [
      makeCell(sheet, { header: 'sheet', type: 'text' }, ''),
      makeCell(what, { header: 'what', type: 'text' }, ''),
      makeCell(value, { header: 'value', type }, ''),
    ];
    const provenance: Table = {
      name: 'provenance',
      columns: ['sheet', 'what', 'value'].map((header) => ({ header, about: '' })),
      rows: [
        say('', 'dataset', release.title),
        say('', 'description', release.description),
        say('', 'release', release.id),
        say('', 'date of the release', release.date, 'date'),
        say('', 'licence, quoted fragments excluded', release.license),
        say('', 'query', query),
        ...tables.map((table, at) => say(names[at] ?? '', 'rows', table.rows.length)),
        ...tables.flatMap((table, at) =>
          table.columns.map(({ header, about }) => say(names[at] ?? '', header, about)),
        ),
      ],
    };
    const sheets = [...tables, provenance].map((table, at) => makeSheet(table, names[at] ?? ''));
    const book = await writeExcelFile(sheets).toBuffer();
    setTimes(book, release.date);
    return book;
  },
};
