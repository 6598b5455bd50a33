import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  by,
  byDate,
  byOwner,
  checkWords,
  dateColumns,
  dateValues,
  id,
  memberOf,
  requiredRef,
} from './columns.ts';
import { common, edtf, getWords, list, member, open, prose, ref, slug, words } from './fields.ts';
import { defineMembers, defineResource } from './resource.ts';
import { sources } from './sources.ts';

const coder = words('Coder', 'Which of two coders gave the codes', {
  first: 'one of them',
  second: 'the other, who has not seen the first’s',
});
const CODERS = getWords(coder);

const code = (about: string) => z.string().min(1).max(150).describe(about);

/** What two coders code of each passage, in the order of the guidelines. */
export const CODED = ['demand', 'by', 'of', 'kind', 'speech_act', 'conditional', 'change'] as const;

/** What a coder sees in one passage, as data/GUIDELINES.md says. */
export const codes = member('source', {
  source: ref('sources', 'The document'),
  start: z.int().min(0).describe('Where the passage starts, in Unicode code points'),
  end: z.int().min(1).describe('Where it ends, exclusive'),
  coder: coder.describe('Who gave these codes'),
  demand: code('Whether somebody demands something there: yes or no'),
  by: code('Who demands, as an id of a party; ? where the text does not tell, - where nothing is demanded'),
  of: code('Of whom, as ids of parties with | between; ? where nobody is named, - where nothing is demanded'),
  kind: code('How binding it is, as a kind of demand; - where nothing is demanded'),
  speech_act: code('What is done with the words; - where nothing is demanded'),
  conditional: code('Whether it is tied to something: yes or no; - where nothing is demanded'),
  change: code(
    'What the passage itself says of it before: none, restated or altered; - where nothing is demanded',
  ),
  note: open(prose.describe('Where the coder was unsure, and why'), 'not_applicable'),
});

/** One row a round in which two coders coded the same passages apart. */
export const codings = sqliteTable(
  'codings',
  {
    id: id(),
    title: text().notNull(),
    method: text().notNull(),
    coders: text().notNull(),
    ...dateColumns('date'),
    revised: text().notNull(),
  },
  (t) => [
    by('codings', t.revised, t.id),
    by('codings', t.title, t.id),
    ...byDate('codings', t.id, t.date, t.date_earliest, t.date_latest),
  ],
);

/** The codes that one coder gave one passage. */
export const codingCodes = sqliteTable(
  'coding_codes',
  {
    ...memberOf('coding_id', () => codings.id),
    source_id: requiredRef(() => sources.id),
    start: integer().notNull(),
    end: integer().notNull(),
    coder: text({ enum: CODERS }).notNull(),
    demand: text().notNull(),
    by: text().notNull(),
    of: text().notNull(),
    kind: text().notNull(),
    speech_act: text().notNull(),
    conditional: text().notNull(),
    change: text().notNull(),
    note: text(),
  },
  (t) => [
    checkWords('coding_codes', t.coder, CODERS),
    byOwner('coding_codes', t),
    by('coding_codes', t.source_id, t.id),
    by('coding_codes', t.coder, t.id),
    ...CODED.filter((field) => field !== 'of').map((field) => by('coding_codes', t[field], t.id)),
  ],
);

const codingCodeResource = defineMembers({
  name: 'coding_codes',
  singular: 'coding_code',
  about: 'The raw codes from which reliability is reckoned: what each of two coders saw in each passage.',
  of: { collection: 'codings', singular: 'coding' },
  field: 'codes',
  member: codes,
  key: ({ source, start, coder }) => `${source}-${start}-${coder}`,
  // A list of addressees is one code, and is not found by a part of it.
  texts: CODED.filter((field) => field !== 'of'),
  table: codingCodes,
  row: ({ source, ...code }) => ({ ...code, source_id: source }),
});

/** `/codings`, from the files in `data/codings`. */
export const codingResource = defineResource({
  name: 'codings',
  singular: 'coding',
  about:
    'Rounds in which two coders, who saw only the documents and the guidelines, coded the same passages apart.',
  record: z.strictObject({
    id: slug,
    title: prose.describe('What was coded'),
    method: prose.describe('How the passages were drawn and coded'),
    coders: prose.describe('Who the coders were'),
    date: edtf('When it was coded'),
    codes: list(codes, 'The codes that each coder gave each passage, before anything was settled'),
    ...common,
  }),
  label: 'title',
  table: codings,
  row: ({ date, ...coding }) => ({ ...coding, ...dateValues('date', date) }),
  lists: () => ({ codes: codingCodeResource }),
  filters: { date: 'date' },
  sorts: { date: 'date', title: 'title' },
});
