import type { Format } from './format.ts';

/** One record a line (ndjson.org); its URLs absolute, since a line may be read far from here. */
export const ndjson: Format = {
  suffix: 'ndjson',
  mediaType: 'application/x-ndjson',
  about: 'one record a line, as JSON, with absolute URLs',
  flat: false,
  makeWriter: (_, { base }) => ({
    head: '',
    // In JSON a quotation mark inside a text is escaped: this stands nowhere but where a URL begins.
    writeRow: (json) => `${json.replaceAll('"url":"/', `"url":"${base}/`)}\n`,
  }),
};
