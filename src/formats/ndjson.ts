import { type StreamFormat, writeAbsolute } from './format.ts';

/** One record a line (ndjson.org); its URLs absolute, since a line may be read far from here. */
export const ndjson: StreamFormat = {
  suffix: 'ndjson',
  mediaType: 'application/x-ndjson',
  about: 'one record a line, as JSON, with absolute URLs',
  holds: 'records',
  makeWriter: (_, { base }) => ({
    head: '',
    writeRow: (json) => `${writeAbsolute(json, base)}\n`,
  }),
};
