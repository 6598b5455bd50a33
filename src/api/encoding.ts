/** Queries that are percent-encoded, and not as UTF-8: read as they stand they would silently find nothing. */
import type { FastifyInstance } from 'fastify';
import { HttpProblem } from './problem.ts';

/** Bytes beyond ASCII, percent-encoded one after another. */
const BYTES = /(?:%[89a-f][0-9a-f])+/gi;

function isUtf8(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}

/** Answers 400 to what is encoded in another way than URLs are (RFC 3986 §2.5). */
export function refuseOtherEncodings(app: FastifyInstance): void {
  app.addHook('preValidation', (request, _, done) => {
    const [, query = ''] = request.url.split('?');
    const broken = query.split('&').find((pair) => pair.match(BYTES)?.some((bytes) => !isUtf8(bytes)));
    if (broken === undefined) return done();
    const [parameter = ''] = broken.split('=');
    const detail = 'is not UTF-8: percent-encode the bytes of UTF-8, é as %C3%A9';
    done(new HttpProblem(400, `${parameter}: ${detail}`, [{ parameter, detail }]));
  });
}
