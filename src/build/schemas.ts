import * as z from 'zod';
import { isWritten, type Resource } from '../model/resource.ts';

/**
 * JSON Schemas (draft 2020-12) of the files of each collection, for editors to complete and check as one types.
 * A file holds no id, its name is that.
 */
export function jsonSchemas(resources: readonly Resource[]): Map<string, object> {
  return new Map(
    resources.filter(isWritten).map(({ name, singular, about, record }) => {
      const written = z.toJSONSchema(record.omit({ id: true }), { io: 'input', unrepresentable: 'any' });
      return [name, { title: singular, description: about, ...written }];
    }),
  );
}
