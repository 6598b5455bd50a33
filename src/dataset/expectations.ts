import * as z from 'zod';
import type { Resource } from '../schema/resource.ts';

const expectation = z
  .strictObject({
    fewest: z.int().min(0).describe('Fewest records it may have'),
    most: z.int().min(0).describe('Most records it may have'),
  })
  .refine(({ fewest, most }) => fewest <= most, 'a fewest that is not above most');

/** How many records each collection may have, by its name. */
export type Expectations = Record<string, z.output<typeof expectation>>;

/** What `expectations.yaml` holds: for each collection that comes from files, between what its size may lie. */
export function makeExpectationsSchema(resources: readonly Resource[]) {
  const counted = resources.filter(({ name, makeRecords }) => !makeRecords || name === 'citations');
  return z.strictObject(
    Object.fromEntries(counted.map(({ name, about }) => [name, expectation.describe(about)])),
  );
}
