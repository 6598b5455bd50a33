import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { obstacle } from '../dataset/files.ts';
import { decode, NotText } from '../text/decode.ts';
import { DocumentText } from '../text/document.ts';

/** A document that is there and cannot be read, and why. */
export class UnreadableDocument extends Error {}

/**
 * Reads a source's document from a folder; null where it is not there.
 * @throws {UnreadableDocument} where it is no file, or no text in UTF-8
 */
export function readDocument(folder: string, file: string): DocumentText | null {
  const path = join(folder, file);
  if (!lstatSync(path, { throwIfNoEntry: false })) return null;
  const why = obstacle(path);
  if (why !== null) throw new UnreadableDocument(`${file}: ${why}`);
  try {
    return new DocumentText(decode(readFileSync(path)));
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    throw new UnreadableDocument(`${file} ${error.message}; ${error.fix}`);
  }
}
