import { type CitedDate, readReference } from './bibliography.ts';
import type { StreamFormat } from './format.ts';

/** A date as CSL has it: the parts that are certain, or a span of dates; what it has no form for, in EDTF as it is. */
function writeDate({ edtf, parts }: CitedDate): Record<string, unknown> {
  const ends = edtf.includes('/') ? edtf.split('/').map((end) => end.split('-')) : [parts];
  const isWritable = ends.every((end) => end.length && end.every((part) => /^\d+$/.test(part)));
  if (!isWritable) return { literal: edtf };
  return {
    'date-parts': ends.map((end) => end.map(Number)),
    ...(/[?~%]$/.test(edtf) ? { circa: true } : {}),
  };
}

/**
 * CSL-JSON, the input of citation processors (citation-style-language/schema, csl-data.json 1.0): what it has no variable
 * for stands in `custom`, the record as it is served. The suffix is one word, as others are: in `.csl.json` it would be
 * that of JSON, and `x.csl` an id.
 */
export const csl: StreamFormat = {
  suffix: 'csl',
  mediaType: 'application/vnd.citationstyles.csl+json',
  about:
    'CSL-JSON for citation processors and reference managers, an item a source; the whole record in custom',
  holds: 'entries',
  collections: ['sources'],
  makeWriter: (_, { base }) => ({
    head: '[\n',
    writeRow(json) {
      const { key, title, label, author, publisher, place, date, language, genre, url, note, record } =
        readReference(json, base);
      return JSON.stringify({
        id: key,
        type: url ? 'webpage' : 'document',
        title,
        'title-short': label,
        ...(author ? { author: [{ literal: author }] } : {}),
        ...(publisher ? { publisher } : {}),
        ...(place ? { 'publisher-place': place } : {}),
        ...(date ? { issued: writeDate(date) } : {}),
        language,
        genre,
        ...(url ? { URL: url } : {}),
        note,
        custom: record,
      });
    },
    separator: ',\n',
    foot: '\n]\n',
  }),
};
