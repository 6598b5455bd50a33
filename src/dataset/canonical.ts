/** Which dataset it is: a hash of its records as they are written, whatever the service makes of them. */
import { createHash } from 'node:crypto';

/** Keys in order at every depth, so that the same record is the same text however its file is laid out (RFC 8785 §3.2.3). */
const sortKeys = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** A value as one text, the same for the same value. */
export const writeCanonicalJson = (value: unknown): string => JSON.stringify(value, sortKeys);

/** SHA-256 of records by `collection/id`, in that order; what releases say of themselves is no part of it. */
export function hashRecords(written: ReadonlyMap<string, unknown>): string {
  const hash = createHash('sha256');
  for (const name of [...written.keys()].sort())
    if (!name.startsWith('releases/')) hash.update(`${name} ${writeCanonicalJson(written.get(name))}\n`);
  return hash.digest('hex');
}
