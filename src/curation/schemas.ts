import { join } from 'node:path';
import * as z from 'zod';
import { makeExpectationsSchema } from '../dataset/expectations.ts';
import { ReleaseFile } from '../dataset/load.ts';
import { isWritten, type Resource } from '../schema/resource.ts';

/**
 * JSON Schemas (draft 2020-12) of the files of each collection, for editors to complete and check as one types,
 * and of the two files beside them. A file holds no id, its name is that.
 */
export function makeJsonSchemas(resources: readonly Resource[]): Map<string, object> {
  const toJsonSchema = (schema: z.ZodObject) =>
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return new Map<string, object>([
    ...resources
      .filter(isWritten)
      .map(({ name, singular, about, record }): [string, object] => [
        name,
        { title: singular, description: about, ...toJsonSchema(record.omit({ id: true })) },
      ]),
    ['release', { title: 'release', ...toJsonSchema(ReleaseFile) }],
    ['expectations', { title: 'expectations', ...toJsonSchema(makeExpectationsSchema(resources)) }],
  ]);
}

/** Which schema is whose, as an editor's YAML extension wants it told: the schema's file to the files it is for. */
export function mapEditorSchemas(
  resources: readonly Resource[],
  schemas: string,
  data: string,
): Record<string, string> {
  const collections = resources.filter(isWritten).map(({ name }) => name);
  return Object.fromEntries(
    [...makeJsonSchemas(resources).keys()].map((name) => [
      join(schemas, `${name}.json`),
      join(data, collections.includes(name) ? `${name}/*.yaml` : `${name}.yaml`),
    ]),
  );
}
