/** What the API answers with, for the documentation; built from the records' own schemas. */
import * as z from 'zod';
import { type Format, isBook } from '../formats/format.ts';
import { listFacets } from '../schema/parameters.ts';
import { getPublicSchema, toPascalCase, toWords } from '../schema/present.ts';
import { releaseResource } from '../schema/releases.ts';
import type { Resource } from '../schema/resource.ts';
import { RELEASE_LINKS } from './links.ts';
import { removeParameters } from './media-type.ts';
import { listFormats } from './negotiate.ts';
import { PROBLEM_TYPE, Problem } from './problem.ts';

/** Which words of a search no record has, and the nearest that is there. */
export const NotFound = z
  .array(
    z.strictObject({
      word: z.string().describe('A word or phrase of q, as it was written'),
      suggestion: z.string().nullable().describe('The nearest that is found'),
    }),
  )
  .meta({
    id: 'NotFound',
    description:
      'Where q finds nothing: which of its words no record of what was searched has; none where each is found, but not together. What is written as or, and, not is a word; the operators are OR, AND, NOT',
  });

const Meta = z
  .strictObject({
    total: z.int().describe('Records that match'),
    total_relation: z.enum(['eq', 'gte']).describe('Whether total is exact, or at least that many'),
    count: z.int().describe('Records on this page'),
    unit: z.string().describe('What is counted'),
    limit: z.int().describe('Most records on a page'),
    next_cursor: z.string().nullable().describe('The cursor of the next page'),
    not_found: NotFound.optional(),
    release: z.string().describe('The release of the dataset'),
    also_overlapping: z
      .int()
      .min(0)
      .optional()
      .describe(
        'Where a date is asked for, or compared: how many more may lie there, since they overlap it without lying wholly within; see date__overlaps. In formats without meta the header Demarche-Also-Overlapping, where it is not 0',
      ),
    ignored: z.array(z.string()).optional().describe('Parameters that were passed over, such as utm_source'),
  })
  .meta({ id: 'ListMeta', description: 'About a page' });

/** Every answer with records links to this. */
export const citeLink = z.string().describe('How this answer is cited');

const Links = z
  .strictObject({
    self: z.string().describe('This page'),
    next: z.string().nullable().describe('The next page'),
    cite: citeLink,
  })
  .meta({ id: 'ListLinks', description: 'Absolute URLs' });

const FacetValue = z
  .strictObject({
    value: z
      .union([z.string(), z.boolean()])
      .nullable()
      .describe('The value, as the filter takes it; null for those that have none'),
    label: z.string().describe('Its name'),
    count: z.int().describe('Records that have it'),
    url: z.string().nullable().describe('The list of those; null where no filter asks for them'),
  })
  .meta({ id: 'FacetValue', description: 'A value and how often it occurs' });

const FacetValues = z
  .array(FacetValue)
  .meta({ id: 'FacetValues', description: 'The values of a filter, those that most records have first' });

/** What an answer that is no list says of itself. */
export const RecordMeta = z
  .strictObject({
    release: z.string().describe('The release of the dataset'),
    ignored: z.array(z.string()).optional().describe('Parameters that were passed over'),
  })
  .meta({ id: 'RecordMeta', description: 'About the answer' });

const LABELS: Record<number, string> = {
  308: 'The id was given up, and what it stood for has another: its address is in Location',
  400: 'A parameter is unknown or malformed; the body tells which, and what was probably meant',
  404: 'There is no such record or file; the body names those that are near',
  406: 'No format that the client accepts is offered',
  412: 'The file is another than that of If-Match',
  413: 'The body is too large',
  415: 'The body has a media type that is not taken',
  410: 'What is asked for is no longer there: the record was withdrawn, or the cursor belongs to a release that is no longer served',
  414: 'The address, or an id in it, is longer than any that is answered',
  416: 'The file has none of the bytes that Range asks for',
  421: 'The host that was asked is not served here',
  431: 'The headers are longer than is taken',
  429: 'The client has asked for more in a minute than it may; Retry-After tells when to ask again',
  503: 'The server is busy or closing; Retry-After tells when to ask again. Or: the answer would hold too many records, or too many heavy questions are being answered; the body tells which',
};

/** Errors that any request may meet. */
const addGeneral = (statuses: number[]) =>
  [...new Set([...statuses, 414, 421, 429, 431, 503])].sort((a, b) => a - b);

/** Errors of these statuses, and those that any request may meet, as routes declare them: problem documents. */
export const describeErrors = (...statuses: number[]) =>
  Object.fromEntries(
    addGeneral(statuses).map((status) => [
      status,
      { description: LABELS[status] ?? '', content: { [PROBLEM_TYPE]: { schema: Problem } } },
    ]),
  );

/** Errors where a table was asked for: tables as well, or as everywhere. */
export const describeFormatErrors = (format: Format, ...statuses: number[]) =>
  format.holds === 'cells'
    ? Object.fromEntries(
        addGeneral(statuses).map((status) => [
          status,
          { ...describeFormat(format), description: LABELS[status] ?? '' },
        ]),
      )
    : describeErrors(...statuses);

/** A page of a collection. */
function makeListSchema(resource: Resource) {
  const facets = listFacets(resource);
  return z
    .strictObject({
      data: z
        .array(getPublicSchema(resource))
        .describe(`The ${toWords(resource.name)} of this page; with select, only the fields asked for`),
      meta: Meta,
      links: Links,
      ...(facets.length
        ? {
            facets: z
              .strictObject(Object.fromEntries(facets.map(({ name }) => [name, FacetValues.optional()])))
              .optional()
              .describe('Counts of values, where facet asks for them'),
          }
        : {}),
    })
    .meta({
      id: `${toPascalCase(resource.singular)}Page`,
      description: `A page of ${toWords(resource.name)}`,
    });
}

/** What a list answers with; its schema is made when the documentation first asks for it. */
export function describeList(resource: Resource) {
  const schema = z.lazy(() => makeListSchema(resource));
  return { description: `A page of ${toWords(resource.name)}`, content: describeFormats(resource, schema) };
}

const Lines = z.string().meta({ id: 'Lines', description: 'Text, as its media type says' });
const JsonDocument = z.unknown().meta({ id: 'JsonDocument', description: 'JSON, as its media type says' });
const Bytes = z
  .string()
  .meta({ id: 'Bytes', format: 'binary', description: 'Bytes, as their media type says' });

/** What the body of an answer in a format is. */
function getBodySchema(format: Format): z.ZodType {
  if (isBook(format)) return Bytes;
  return format.mediaType.endsWith('+json') ? JsonDocument : Lines;
}

const describeBody = (mediaType: string, description: string, schema: z.ZodType) => ({
  description,
  content: { [removeParameters(mediaType)]: { schema } },
});

/** A text as an answer. */
export const describeText = (mediaType: string, about: string) => describeBody(mediaType, about, Lines);

/** What a list answers with in a format that has no envelope. */
export const describeFormat = (format: Format) =>
  describeBody(format.mediaType, format.about, getBodySchema(format));

/** JSON by its schema, and the other formats. */
const describeFormats = (resource: Resource, schema: z.ZodType): Record<string, { schema: z.ZodType }> =>
  Object.assign(
    { 'application/json': { schema } },
    ...listFormats(resource).map((format) => describeFormat(format).content),
  );

/** One record of a collection. */
function makeRecordSchema(resource: Resource) {
  const links = Object.fromEntries(
    Object.keys(resource.includes ?? {}).map((name) => [
      name,
      z.string().describe(`List of its ${toWords(name)}`),
    ]),
  );
  const releaseLinks = (resource === releaseResource ? RELEASE_LINKS : []).map(({ name, about }) => [
    name,
    z.string().optional().describe(`${about}, as of that release; where it is served`),
  ]);
  return z
    .strictObject({
      data: getPublicSchema(resource),
      meta: RecordMeta,
      links: z
        .strictObject({
          self: z.string().describe('This record'),
          ...links,
          ...Object.fromEntries(releaseLinks),
          cite: citeLink,
        })
        .describe('Absolute URLs'),
    })
    .meta({
      id: `${toPascalCase(resource.singular)}Answer`,
      description: `One ${toWords(resource.singular)}`,
    });
}

/** What a record answers with; as for lists. */
export function describeRecord(resource: Resource) {
  const schema = z.lazy(() => makeRecordSchema(resource));
  return { description: `The ${toWords(resource.singular)}`, content: describeFormats(resource, schema) };
}
