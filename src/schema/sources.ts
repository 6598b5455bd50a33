import * as z from 'zod';
import { citations, common, edtf, open, ref, slug, text } from './fields.ts';
import { defineResource } from './resource.ts';

export const sources = defineResource({
  name: 'sources',
  singular: 'source',
  about: 'The documents that everything is curated from. What a document does not say of itself is null.',
  record: z.strictObject({
    id: slug,
    title: text.describe('A label of our own; the printed headline is in headline'),
    headline: open(text.describe('The headline as printed')),
    outlet: open(ref('parties', 'The outlet, where the text itself names it')),
    agency: open(ref('parties', 'The agency that the text credits')),
    byline: open(text.describe('The byline as printed')),
    place_line: open(text.describe('The place line as printed')),
    published: open(edtf('The date of publication, where the text gives it')),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'a BCP 47 tag such as en')
      .describe('Language (BCP 47)'),
    origin: open(ref('parties', 'Whose reporting the document says it rests on')),
    file: z.string().describe('Name of the text file that the citations are anchored in'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
      .describe('SHA-256 of that file'),
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
  label: 'title',
  filters: {
    outlet: 'outlet',
    agency: 'agency',
    origin: 'origin',
    language: 'language',
    published: 'published',
  },
  sorts: { title: 'title', published: 'published' },
  includes: {
    citations: { collection: 'citations', filter: 'source' },
    reports: { collection: 'reports', filter: 'source' },
    statements: { collection: 'statements', filter: 'source' },
    demands: { collection: 'demands', filter: 'source' },
  },
});
