/** What a byte order mark says of what follows; the longer ones first, since they begin like others. */
const MARKS: readonly [encoding: string, bytes: readonly number[]][] = [
  ['UTF-32', [0xff, 0xfe, 0x00, 0x00]],
  ['UTF-32', [0x00, 0x00, 0xfe, 0xff]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
];

const toHex = (bytes: Iterable<number>) =>
  [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');

/** Bytes that are not the text they should be; the message says what was seen and where, and follows a file's name. */
export class NotText extends Error {
  /** Line of what was seen, from 1. */
  readonly line: number;
  /** What to do. */
  readonly fix: string;
  constructor(message: string, line: number, fix: string) {
    super(message);
    this.line = line;
    this.fix = fix;
  }
}

const SAVE_AS = 'save it as UTF-8; the editor that wrote it, or iconv, converts it';

/** The first byte that belongs to no character; -1 where there is none. */
function findInvalid(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  let [from, offset] = [0, 0];
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    // The replacement character may also have been written.
    if (offset + 3 > bytes.length || bytes.readUIntBE(offset, 3) !== 0xefbfbd) return offset;
    [from, offset] = [at + 1, offset + 3];
  }
  return -1;
}

/** Where a byte stands, as a reader of the file finds it. */
function locateByte(bytes: Buffer, offset: number) {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line++;
  return { line, place: `byte ${offset}, line ${line}` };
}

/**
 * The text of bytes in UTF-8; a byte order mark stays, as the character it is.
 * @throws {NotText} where they are none: nothing is replaced, since what is written back would be lost
 */
export function decode(bytes: Buffer): string {
  const mark = MARKS.find(([, beginning]) => beginning.every((byte, at) => bytes[at] === byte));
  if (mark)
    throw new NotText(`is ${mark[0]}, not UTF-8: it begins with the bytes ${toHex(mark[1])}`, 1, SAVE_AS);
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    const { line, place } = locateByte(bytes, nul);
    const wide = bytes.filter((byte) => byte === 0).length * 4 > bytes.length;
    throw new NotText(
      `holds a NUL byte (${place})${wide ? ', and many more: it looks like UTF-16' : ''}`,
      line,
      wide ? SAVE_AS : 'take it out; a text file has none',
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const offset = findInvalid(bytes);
    const { line, place } = locateByte(bytes, offset);
    const seen = toHex(bytes.subarray(offset, offset + 1));
    throw new NotText(`is not UTF-8: ${seen} is no character there (${place})`, line, SAVE_AS);
  }
}
