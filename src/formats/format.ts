import type { Resource } from '../schema/resource.ts';

/** A way to write a list's records one by one; pure. JSON, which has an envelope, is none of these. */
export interface Format {
  /** The suffix of the URL, and the name in the documentation. */
  suffix: string;
  mediaType: string;
  about: string;
  /** Whether a row can hold whole records, such as inclusions are. */
  nested: boolean;
  /** What `select` leaves, or every field. */
  writer(resource: Resource, options: { select: readonly string[] | null; bom: boolean }): Writer;
}

export interface Writer {
  head: string;
  /** @param json a record as it is served */
  row(json: string): string;
}
