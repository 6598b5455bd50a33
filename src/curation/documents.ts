import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findObstacle } from '../dataset/files.ts';
import { decode, NotText } from '../text/decode.ts';
import { DocumentText } from '../text/document.ts';

/** A document that is there and cannot be read, and why. */
export class UnreadableDocument extends Error {}

/** What lies in a folder and in the folders below it, as paths from there. */
export const listDocuments = (folder: string): string[] =>
  readdirSync(folder, { encoding: 'utf8', recursive: true }).sort();

/**
 * Reads a source's document, by its name, from a folder or one below it; null where it is not there.
 * @throws {UnreadableDocument} where it is no file, no text in UTF-8, or stands there more than once
 */
export function readDocument(folder: string, file: string): DocumentText | null {
  const [found, another] = listDocuments(folder).filter((path) => basename(path) === file);
  if (found === undefined) return null;
  if (another !== undefined) throw new UnreadableDocument(`${file} is there twice: ${found}, ${another}`);
  const path = join(folder, found);
  const why = findObstacle(path);
  if (why !== null) throw new UnreadableDocument(`${file}: ${why}`);
  try {
    return new DocumentText(decode(readFileSync(path)));
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    throw new UnreadableDocument(`${file} ${error.message}; ${error.fix}`);
  }
}
