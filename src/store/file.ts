/** A release's file as bytes: whose it is, and whether it is whole. */
import {
  closeSync,
  fstatSync,
  openSync,
  readSync,
  statSync,
  unwatchFile,
  watchFile,
  writeSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';
import { APPLICATION_ID } from './sqlite.ts';

/** Where SQLite's header has what (https://www.sqlite.org/fileformat.html §1.3). */
const AT = { pageSize: 16, pages: 28, userVersion: 60, applicationId: 68 } as const;
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
/** Bytes that are read at once. */
const CHUNK = 1 << 20;

/** What is read of a file's header. */
interface Header {
  applicationId: number;
  /** How long the file is, in bytes, by its own account. */
  length: number;
  checksum: number;
}

function readHeader(descriptor: number): Header | null {
  const header = Buffer.alloc(HEADER_BYTES);
  const read = readSync(descriptor, header, 0, HEADER_BYTES, 0);
  if (read < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  // 1 stands for a size that two bytes do not hold.
  const pageSize = header.readUInt16BE(AT.pageSize);
  return {
    applicationId: header.readInt32BE(AT.applicationId),
    length: (pageSize === 1 ? 65_536 : pageSize) * header.readUInt32BE(AT.pages),
    checksum: header.readUInt32BE(AT.userVersion),
  };
}

/** CRC-32 of a file, its place for the checksum taken for zeros; 1 where that would be 0, which is none. */
function computeChecksum(descriptor: number): number {
  const chunk = Buffer.allocUnsafe(CHUNK);
  let sum = 0;
  let at = 0;
  for (let read = 1; read > 0; at += read) {
    read = readSync(descriptor, chunk, 0, CHUNK, at);
    if (at === 0) chunk.fill(0, AT.userVersion, AT.userVersion + 4);
    sum = crc32(chunk.subarray(0, read), sum);
  }
  return sum || 1;
}

function withFile<T>(file: string, flags: 'r' | 'r+', act: (descriptor: number) => T): T {
  const descriptor = openSync(file, flags);
  try {
    return act(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The application id of a file; null where it is no SQLite database. */
export const readApplicationId = (file: string): number | null =>
  withFile(file, 'r', (descriptor) => readHeader(descriptor)?.applicationId ?? null);

/** Writes a file's checksum into its header, as `user_version`; it must not be changed afterwards. */
export function seal(file: string): void {
  withFile(file, 'r+', (descriptor) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(computeChecksum(descriptor));
    writeSync(descriptor, bytes, 0, bytes.length, AT.userVersion);
  });
}

/**
 * Makes sure that a file is ours, and as it was written: reads all of it.
 * @throws {Error} that says what it is instead
 */
export function checkFile(file: string): void {
  withFile(file, 'r', (descriptor) => {
    const header = readHeader(descriptor);
    if (!header) throw new Error('it is no SQLite database');
    const { applicationId, length, checksum } = header;
    if (applicationId !== APPLICATION_ID.dataset && applicationId !== APPLICATION_ID.bench)
      throw new Error('it is another program’s database');
    const { size } = fstatSync(descriptor);
    if (size !== length) throw new Error(`it has ${size} bytes of ${length}: it was not written to its end`);
    // Files that were written before there were checksums have none.
    if (checksum === 0) throw new Error('it has no checksum: an earlier version wrote it');
    if (checksum !== computeChecksum(descriptor))
      throw new Error('its checksum is wrong: it was changed after it was written');
  });
}

/** How often a file is looked at, in milliseconds. */
const LOOK_EVERY = 1_000;

/**
 * Looks whether a file that is open is written over in place, which no reader survives: another one that is renamed to its
 * name leaves it as it was.
 * @returns what ends it
 */
export function watchWrites(file: string, onWrite: () => void): () => void {
  const opened = statSync(file);
  const look = ({ ino, mtimeMs, size }: { ino: number; mtimeMs: number; size: number }) => {
    if (ino === opened.ino && (mtimeMs !== opened.mtimeMs || size !== opened.size)) onWrite();
  };
  watchFile(file, { interval: LOOK_EVERY, persistent: false }, look);
  return () => unwatchFile(file, look);
}
