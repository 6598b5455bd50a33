/** What the API answers with, for the documentation; built from the records' own schemas. */
import * as z from 'zod';
import { formats } from '../formats/index.ts';
import { resourceNamed } from '../schema/index.ts';
import { facetsOf } from '../schema/parameters.ts';
import { pascal, viewOf } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { PROBLEM_TYPE, Problem } from './problem.ts';

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
      'Where q finds nothing: which of its words no record of what was searched has; none where each is found, but not together',
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
  })
  .meta({ id: 'ListMeta', description: 'About a page' });

const Links = z
  .strictObject({
    self: z.string().describe('This page'),
    next: z.string().nullable().describe('The next page'),
  })
  .meta({ id: 'ListLinks', description: 'Absolute URLs' });

const FacetValue = z
  .strictObject({
    value: z.union([z.string(), z.boolean()]).describe('The value, as the filter takes it'),
    label: z.string().describe('Its name'),
    count: z.int().describe('Records that have it'),
    url: z.string().describe('The list of those'),
  })
  .meta({ id: 'FacetValue', description: 'A value and how often it occurs' });

export const RecordMeta = z
  .strictObject({ release: z.string().describe('The release of the dataset') })
  .meta({ id: 'RecordMeta', description: 'About the answer' });

const LABELS: Record<number, string> = {
  400: 'A parameter is unknown or malformed; the body tells which, and what was probably meant',
  404: 'There is no such record; the body names ids that are near',
  406: 'No format that the client accepts is offered',
  413: 'The body is too large',
  415: 'The body has a media type that is not taken',
  410: 'The cursor belongs to a release that is no longer served',
  503: 'The answer would hold too many records, or too many heavy questions are being answered; the body tells which',
};

export const errorResponses = (...statuses: number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: LABELS[status] ?? '', content: { [PROBLEM_TYPE]: { schema: Problem } } },
    ]),
  );

const answers = new Map<string, z.ZodObject>();

/** A record as it is answered: with what `include` adds, or puts in place of references. */
function answered(resource: Resource): z.ZodObject {
  const known = answers.get(resource.name);
  if (known) return known;
  const view = viewOf(resource, resourceNamed);
  const included = Object.entries(resource.includes ?? {}).map(([name, { collection }]) => {
    const target = viewOf(resourceNamed.get(collection) as Resource, resourceNamed);
    const inView = view.shape[name] as z.ZodArray | undefined;
    const list = inView
      ? z.array(z.union([inView.element as z.ZodType, target]))
      : z.array(target).optional();
    const about = inView?.description ?? `Its ${name.replaceAll('_', ' ')}`;
    return [
      name,
      list.describe(`${about}${inView ? '; with include, in full' : ', where include asks for them'}`),
    ];
  });
  const answer = included.length
    ? z.strictObject({ ...view.shape, ...Object.fromEntries(included) }).meta({
        id: `${pascal(resource.singular)}Answer`,
        description: `${resource.about} As answered, with what include adds.`,
      })
    : view;
  answers.set(resource.name, answer);
  return answer;
}

/** A page of a collection. */
function listSchema(resource: Resource) {
  const facets = facetsOf(resource);
  return z
    .strictObject({
      data: z
        .array(answered(resource))
        .describe(`The ${resource.name} of this page; with select, only the fields asked for`),
      meta: Meta,
      links: Links,
      ...(facets.length
        ? {
            facets: z
              .strictObject(
                Object.fromEntries(
                  facets.map((name) => [name, z.array(FacetValue).optional().describe(`Values of ${name}`)]),
                ),
              )
              .optional()
              .describe('Counts of values, where facet asks for them'),
          }
        : {}),
    })
    .meta({ id: `${pascal(resource.singular)}List`, description: `A page of ${resource.name}` });
}

/** What a list answers with; its schema is made when the documentation first asks for it. */
export function listResponse(resource: Resource) {
  const schema = z.lazy(() => listSchema(resource));
  const others = formats.map(({ mediaType, about }) => [
    mediaType.split(';')[0],
    { schema: z.string().describe(about) },
  ]);
  return {
    description: `A page of ${resource.name}; ${formats.map(({ suffix, about }) => `as .${suffix}: ${about}`).join('; ')}`,
    content: { 'application/json': { schema }, ...Object.fromEntries(others) },
  };
}

/** One record of a collection. */
function recordSchema(resource: Resource) {
  const links = Object.fromEntries(
    Object.keys(resource.includes ?? {}).map((name) => [
      name,
      z.string().describe(`List of its ${name.replaceAll('_', ' ')}`),
    ]),
  );
  return z
    .strictObject({
      data: answered(resource),
      meta: RecordMeta,
      links: z.strictObject({ self: z.string().describe('This record'), ...links }).describe('Absolute URLs'),
    })
    .meta({ id: `${pascal(resource.singular)}Record`, description: `One ${resource.singular}` });
}

/** What a record answers with; as for lists. */
export function recordResponse(resource: Resource) {
  const schema = z.lazy(() => recordSchema(resource));
  return { description: `The ${resource.singular}`, content: { 'application/json': { schema } } };
}
