/** Every format of lists and records beside JSON: another one is one small file and a line here. */
import { bib } from './bib.ts';
import { csl } from './csl.ts';
import { csv, tsv } from './csv.ts';
import type { Format } from './format.ts';
import { geojson } from './geojson.ts';
import { jsonld } from './jsonld.ts';
import { ndjson } from './ndjson.ts';
import { xlsx } from './xlsx.ts';

/** Those whose suffix a URL may have; JSON, which has an envelope, is written by `api/list.ts`. */
export const formats: readonly Format[] = [csv, tsv, xlsx, ndjson, jsonld, geojson, bib, csl];

/** Suffixes that say how an answer is written; no id ends in one. */
export const SUFFIXES = ['json', ...formats.map(({ suffix }) => suffix)];

/** An id, and the format that the URL's suffix names: no id ends in one. */
export function splitSuffix(written: string): { id: string; suffix: string | null } {
  const dot = written.lastIndexOf('.');
  const suffix = written.slice(dot + 1);
  return dot > 0 && SUFFIXES.includes(suffix)
    ? { id: written.slice(0, dot), suffix }
    : { id: written, suffix: null };
}
