/** The text of a document that a client sends: unpacked and decoded, or told why it is none. */
import { promisify, TextDecoder } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import { decode, NotText } from '../text/decode.ts';
import { removeParameters } from './media-type.ts';
import { HttpProblem } from './problem.ts';

/** Largest document taken, in bytes: as it is sent, and unpacked. */
export const MAX_DOCUMENT_BYTES = 1_000_000;

const HOW =
  'Send the file as it is: curl --data-binary @FILE -H "content-type: text/plain; charset=utf-8" URL';

const UNPACKERS: Record<string, (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
};
/** What `Content-Encoding` may say. */
export const ENCODINGS = ['gzip', 'deflate', 'br', 'zstd'] as const;

/** Takes off what was packed last, first; one after the other, each as large as a document may be. */
async function unpack(body: Buffer, header: string | undefined): Promise<Buffer> {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim());
  let unpacked = body;
  for (const coding of codings.filter((name) => name !== '' && name !== 'identity').reverse()) {
    const take = Object.hasOwn(UNPACKERS, coding) ? UNPACKERS[coding] : undefined;
    if (!take || codings.length > 2)
      throw new HttpProblem(
        415,
        `The content-encoding ${header} is not understood; send the text as it is, or packed with one of ${ENCODINGS.join(', ')}.`,
      );
    try {
      unpacked = await take(unpacked, { maxOutputLength: MAX_DOCUMENT_BYTES });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
        throw new HttpProblem(413, `Unpacked, the document is larger than ${MAX_DOCUMENT_BYTES} bytes.`);
      throw new HttpProblem(400, `The body is not packed with ${coding}, as its content-encoding says.`);
    }
  }
  return unpacked;
}

const CHARSET = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]+))/i;

/** Which encoding a label stands for (https://encoding.spec.whatwg.org), of UTF-16 in the order that a mark tells. */
function makeDecoder(label: string, bytes: Buffer): TextDecoder {
  const swapped = /^utf-16$/i.test(label) && bytes[0] === 0xfe && bytes[1] === 0xff;
  try {
    return new TextDecoder(swapped ? 'utf-16be' : label, { fatal: true });
  } catch {
    throw new HttpProblem(415, `The charset ${label} is not understood. ${HOW}`);
  }
}

/** Names of ASCII, which browsers take for windows-1252: what is no ASCII is told, rather than guessed at. */
const ASCII = /^(?:us-)?ascii$|^ansi_x3\.4|^iso-ir-6$|^iso_?646/i;

function decodeText(bytes: Buffer, label: string): string {
  const at = ASCII.test(label) ? bytes.findIndex((byte) => byte > 127) : -1;
  if (at >= 0)
    throw new HttpProblem(
      400,
      `The text is not ${label}, as its charset says: byte ${at} is above 127. Send it in UTF-8, or name its charset, such as text/plain; charset=windows-1251.`,
    );
  const decoder = makeDecoder(label, bytes);
  try {
    return decoder.encoding === 'utf-8' ? decode(bytes) : decoder.decode(bytes);
  } catch (error) {
    if (error instanceof NotText)
      throw new HttpProblem(
        400,
        `The text ${error.message}. Send it in UTF-8, or name its charset, such as text/plain; charset=windows-1251.`,
      );
    throw new HttpProblem(400, `The text is not in ${decoder.encoding}, as its charset says.`);
  }
}

/**
 * The text that a body holds, by what its headers say of it.
 * @throws {HttpProblem} where it is none, is too large, or is packed or encoded in a way that is not understood
 */
export async function readDocument(
  body: Buffer,
  headers: { 'content-type'?: string | undefined; 'content-encoding'?: string | undefined },
): Promise<string> {
  const [, quoted, plain] = CHARSET.exec(headers['content-type'] ?? '') ?? [];
  const text = decodeText(await unpack(body, headers['content-encoding']), quoted ?? plain ?? 'utf-8');
  if (text === '') throw makeEmptyProblem();
  return text;
}

/** A request without a document. */
export const makeEmptyProblem = () => new HttpProblem(400, `There is no document in the body. ${HOW}`);

/** A body of another media type, such as a form's. */
export const makeMediaTypeProblem = (type: string | undefined) =>
  new HttpProblem(
    415,
    `The body is ${type ? `${removeParameters(type)}, not` : 'of no media type; it should be'} text/plain. ${HOW}`,
  );
