import { escapeTex } from '../text/escape.ts';
import { readReference } from './bibliography.ts';
import type { StreamFormat } from './format.ts';

/** Addresses are verbatim (biblatex §2.2.1): only what would end the field is percent-encoded (RFC 3986 §2.1). */
const writeAddress = (url: string): string =>
  url.replace(/[\\{}]/g, (character) => encodeURIComponent(character));

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * BibTeX in UTF-8, other scripts as they are: what both BibTeX and biblatex know. `date` is the date in EDTF (biblatex
 * §2.3.8), `year`, `month` and `day` are as far as it is certain. Twice in braces, a text keeps its capitals and is no
 * list of names.
 */
export const bib: StreamFormat = {
  suffix: 'bib',
  mediaType: 'application/x-bibtex',
  about: 'BibTeX in UTF-8, an entry a source: its id as the key, its official address where it has one',
  holds: 'entries',
  collections: ['sources'],
  makeWriter: (_, { base }) => ({
    head: '',
    writeRow(json) {
      const { key, title, label, author, publisher, place, date, language, genre, url, note } = readReference(
        json,
        base,
      );
      const [year, month, day] = date?.parts ?? [];
      const texts = { title, shorttitle: label, author, organization: publisher, address: place };
      const fields: (string | null)[] = [
        ...Object.entries(texts).map(([name, text]) => text && `${name} = {{${escapeTex(text)}}}`),
        date && `date = {${date.edtf}}`,
        year ? `year = {${year}}` : null,
        month ? `month = ${MONTHS[Number(month) - 1]}` : null,
        day ? `day = {${Number(day)}}` : null,
        `language = {${language}}`,
        `type = {${escapeTex(genre)}}`,
        url && `url = {${writeAddress(url)}}`,
        `note = {${escapeTex(note)}}`,
      ];
      return `@misc{${key},\n${fields.flatMap((field) => (field ? [`  ${field},\n`] : [])).join('')}}\n`;
    },
  }),
};
