import type { Format } from './format.ts';

export const ndjson: Format = {
  suffix: 'ndjson',
  mediaType: 'application/x-ndjson',
  about: 'one record a line, as JSON',
  nested: true,
  writer: () => ({ head: '', row: (json) => `${json}\n` }),
};
