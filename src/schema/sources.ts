import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { basedDateColumns, basisOf, by, byDate, dateValues, id } from './columns.ts';
import { citations, common, dateBasis, edtf, open, printed, prose, ref, slug } from './fields.ts';
import { parties } from './parties.ts';
import { defineResource } from './resource.ts';

export const sources = sqliteTable(
  'sources',
  {
    id: id(),
    title: text().notNull(),
    headline: text(),
    outlet_id: text().references(() => parties.id),
    agency_id: text().references(() => parties.id),
    byline: text(),
    place_line: text(),
    ...basedDateColumns('published'),
    language: text().notNull(),
    origin_id: text().references(() => parties.id),
    file: text().notNull(),
    sha256: text().notNull(),
    length: integer().notNull(),
    article_start: integer().notNull(),
    article_end: integer().notNull(),
    revised: text().notNull(),
  },
  (t) => [
    basisOf('sources', t.published_basis),
    by('sources', t.revised, t.id),
    by('sources', t.title, t.id),
    ...byDate('sources', t.id, t.published, t.published_earliest, t.published_latest),
    by('sources', t.outlet_id, t.id),
    by('sources', t.agency_id, t.id),
    by('sources', t.origin_id, t.id),
    by('sources', t.language, t.id),
  ],
);

export const sourceResource = defineResource({
  name: 'sources',
  singular: 'source',
  about: 'The documents that everything is curated from. What a document does not say of itself is null.',
  record: z.strictObject({
    id: slug,
    title: prose.describe('A label of our own; the printed headline is in headline'),
    headline: open(printed.describe('The headline as printed')),
    outlet: open(ref('parties', 'The outlet, where the text itself names it')),
    agency: open(ref('parties', 'The agency that the text credits')),
    byline: open(printed.describe('The byline as printed')),
    place_line: open(printed.describe('The place line as printed')),
    published: open(edtf('The date of publication, where the text gives it')),
    language: z
      .string()
      .max(35)
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'a BCP 47 tag such as en')
      .meta({ description: 'Language (BCP 47)', examples: ['en'] }),
    origin: open(ref('parties', 'Whose reporting the document says it rests on')),
    file: z
      .string()
      .max(255)
      .regex(/^[^/\\\n\r\t]+$/, 'the name of a file, without a folder')
      .meta({
        description: 'Name of the text file that the citations are anchored in',
        examples: ['report.txt'],
      }),
    sha256: z
      .string()
      .max(64)
      .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
      .meta({
        description: 'SHA-256 of that file',
        examples: ['43947841b187c93b605dfe3810fa5843b2348d8e2d9899191ac97a2b5f793a08'],
      }),
    length: z.int().min(1).describe('Length of the file, in Unicode code points'),
    article: z
      .strictObject({
        start: z.int().min(0).describe('First code point of the article'),
        end: z.int().min(1).describe('End of the article, exclusive'),
      })
      .describe('The range that is the article; what lies outside is no part of it'),
    citations,
    ...common,
  }),
  derived: { published_basis: dateBasis },
  derive: ({ published }) => ({ published_basis: published ? 'stated' : null }),
  label: 'title',
  table: sources,
  row: ({ outlet, agency, origin, published, article, ...source }) => ({
    ...source,
    outlet_id: outlet,
    agency_id: agency,
    origin_id: origin,
    ...dateValues('published', published),
    article_start: article.start,
    article_end: article.end,
  }),
  filters: {
    outlet: 'outlet',
    agency: 'agency',
    origin: 'origin',
    language: 'language',
    published: 'published',
  },
  sorts: { title: 'title', published: 'published' },
  includes: {
    citations: { collection: 'citations', filter: 'record' },
    passages: { collection: 'citations', filter: 'source' },
    reports: { collection: 'reports', filter: 'source' },
    statements: { collection: 'statements', filter: 'source' },
    demands: { collection: 'demands', filter: 'source' },
  },
});
