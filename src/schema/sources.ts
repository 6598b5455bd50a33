import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import {
  basedDateColumns,
  by,
  byDate,
  byOwner,
  checkBasis,
  checkWords,
  dateColumns,
  dateValues,
  id,
  memberOf,
} from './columns.ts';
import {
  citations,
  common,
  dateBasis,
  edtf,
  embeddings,
  getWords,
  list,
  open,
  printed,
  prose,
  ref,
  slug,
  words,
} from './fields.ts';
import { parties } from './parties.ts';
import { EXTENTS, extent, type Quotation, quotation, VERDICTS, verdict } from './quotation.ts';
import { defineMembers, defineResource } from './resource.ts';

const documentKind = words('DocumentKind', 'What a document is, however its copy was made', {
  primary_text:
    'the text itself that was adopted, agreed, sent or published: a resolution, a treaty, a letter, a written statement',
  official_transcript: 'words that were spoken, written down by the speaker’s side or its host',
  transcript: 'words that were spoken, written down by a third party',
  readout: 'one side’s own account of a conversation, a meeting or what its people said',
  report: 'an account by an outlet or agency of what others said and did',
});
const DOCUMENT_KINDS = getWords(documentKind);
const copyKind = words('CopyKind', 'How the copy was made that citations are anchored in', {
  as_published: 'the file as its issuer published it',
  machine_converted: 'made by machine from the page or file that the issuer published',
  republished: 'taken from where somebody else has published it',
});
const COPY_KINDS = getWords(copyKind);

/** One row a document; `length` and the article's range are Unicode code points. */
export const sources = sqliteTable(
  'sources',
  {
    id: id(),
    title: text().notNull(),
    document_kind: text({ enum: DOCUMENT_KINDS }).notNull(),
    headline: text(),
    outlet_id: text().references(() => parties.id),
    agency_id: text().references(() => parties.id),
    byline: text(),
    place_line: text(),
    ...basedDateColumns('published'),
    ...dateColumns('issued'),
    language: text().notNull(),
    origin_id: text().references(() => parties.id),
    official_url: text(),
    copy_kind: text({ enum: COPY_KINDS }),
    copy_from: text(),
    quality: text(),
    licence: text(),
    file: text().notNull(),
    sha256: text().notNull(),
    length: integer().notNull(),
    article_start: integer().notNull(),
    article_end: integer().notNull(),
    revised: text().notNull(),
  },
  (t) => [
    checkBasis('sources', t.published_basis),
    checkWords('sources', t.document_kind, DOCUMENT_KINDS),
    checkWords('sources', t.copy_kind, COPY_KINDS),
    by('sources', t.document_kind, t.id),
    by('sources', t.copy_kind, t.id),
    by('sources', t.revised, t.id),
    by('sources', t.title, t.id),
    ...byDate('sources', t.id, t.published, t.published_earliest, t.published_latest),
    by('sources', t.issued_earliest, t.issued_latest, t.id),
    by('sources', t.issued_latest, t.id),
    by('sources', t.outlet_id, t.id),
    by('sources', t.agency_id, t.id),
    by('sources', t.origin_id, t.id),
    by('sources', t.language, t.id),
  ],
);

const quotationCount = z.strictObject({
  extent: extent.describe('Whether fragments or whole quotations are counted'),
  verdict: verdict.describe('How they stand there'),
  count: z.int().describe('How many'),
});

/** How many of a document's quotations have which verdict; derived. */
export const sourceQuotationCounts = sqliteTable(
  'source_quotation_counts',
  {
    ...memberOf('source_id', () => sources.id),
    extent: text({ enum: EXTENTS }).notNull(),
    verdict: text({ enum: VERDICTS }).notNull(),
    count: integer().notNull(),
  },
  (t) => [
    checkWords('source_quotation_counts', t.extent, EXTENTS),
    checkWords('source_quotation_counts', t.verdict, VERDICTS),
    byOwner('source_quotation_counts', t),
    by('source_quotation_counts', t.extent, t.id),
    by('source_quotation_counts', t.verdict, t.id),
    by('source_quotation_counts', t.count, t.id),
  ],
);

const quotationCountResource = defineMembers({
  name: 'source_quotation_counts',
  singular: 'source_quotation_count',
  about: 'How many quotations of each source stand how in a transcript, fragments and whole ones apart.',
  of: { collection: 'sources', singular: 'source' },
  field: 'quotation_counts',
  member: quotationCount,
  key: ({ extent, verdict }) => `${extent}-${verdict}`,
  table: sourceQuotationCounts,
  row: (count) => count,
});

/** Quotations counted by extent and verdict, in the order of these words; those that there are none of left out. */
const countQuotations = (quotations: readonly Quotation[]) =>
  EXTENTS.flatMap((extent) =>
    VERDICTS.flatMap((verdict) => {
      const count = quotations.filter((one) => one.extent === extent && one.verdict === verdict).length;
      return count ? [{ extent, verdict, count }] : [];
    }),
  );

/** `/sources`, from the files in `data/sources`. */
export const sourceResource = defineResource({
  name: 'sources',
  singular: 'source',
  about: 'The documents that everything is curated from. What a document does not say of itself is null.',
  record: z.strictObject({
    id: slug,
    title: prose.describe('A label of our own; the printed headline is in headline'),
    document_kind: documentKind.describe('What kind of document it is'),
    headline: open(printed.describe('The headline as printed; of a long one its first 12 words, and “…”')),
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
    official_url: open(
      z
        .string()
        .max(500)
        .regex(/^https?:\/\/[^\s"<>]+$/, 'an address such as https://example.org/text')
        .meta({
          description: 'Where its issuer publishes it, looked up outside the text',
          examples: ['https://undocs.org/A/RES/68/262'],
        }),
      'not_looked_up',
    ),
    issued: open(
      edtf('The date under which its issuer publishes it, looked up outside the text'),
      'not_looked_up',
    ),
    copy_kind: open(copyKind.describe('How the copy was made'), 'not_looked_up'),
    copy_from: open(prose.describe('Where the copy is from, if not from its issuer'), 'not_looked_up'),
    quality: open(prose.describe('What is known of the copy, in our own words'), 'not_looked_up'),
    licence: open(prose.describe('The licence as stated, and by whom'), 'not_looked_up'),
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
    quotations: z
      .array(quotation)
      .default([])
      .describe('What it gives as somebody’s own words, held against a transcript')
      .register(embeddings, { collection: 'quotations' }),
    citations,
    ...common,
  }),
  derived: {
    published_basis: dateBasis,
    quotation_counts: list(quotationCount, 'How many of its quotations stand how in a transcript'),
  },
  derive: ({ published, quotations }) => ({
    published_basis: published ? 'stated' : null,
    quotation_counts: countQuotations(quotations as Quotation[]),
  }),
  label: 'title',
  table: sources,
  row: ({ outlet, agency, origin, published, issued, article, ...source }) => ({
    ...source,
    outlet_id: outlet,
    agency_id: agency,
    origin_id: origin,
    ...dateValues('published', published),
    ...dateValues('issued', issued),
    article_start: article.start,
    article_end: article.end,
  }),
  lists: () => ({ quotations: 'quotations', quotation_counts: quotationCountResource }),
  filters: {
    document_kind: 'document_kind',
    copy_kind: 'copy_kind',
    outlet: 'outlet',
    agency: 'agency',
    origin: 'origin',
    language: 'language',
    published: 'published',
    issued: 'issued',
  },
  sorts: { title: 'title', published: 'published' },
  includes: {
    passages: { collection: 'citations', filter: 'source' },
    reports: { collection: 'reports', filter: 'source' },
    statements: { collection: 'statements', filter: 'source' },
    demands: { collection: 'demands', filter: 'source' },
  },
});
