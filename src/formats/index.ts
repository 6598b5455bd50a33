/** Every format of lists beside JSON: another one is one small file and a line here. */
import { csv } from './csv.ts';
import type { Format } from './format.ts';
import { ndjson } from './ndjson.ts';

export const formats: readonly Format[] = [csv, ndjson];
