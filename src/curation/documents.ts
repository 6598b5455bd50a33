import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentText } from '../text/document.ts';

/** Reads a source's document from a folder; null where it is not there. */
export function readDocument(folder: string, file: string): DocumentText | null {
  const path = join(folder, file);
  return existsSync(path) ? new DocumentText(readFileSync(path)) : null;
}
