/** The schemas of the OpenAPI document: what zod says of answers, as far as it helps who reads it. */
import * as z from 'zod';

/** A part of the document. */
export type Json = Record<string, unknown>;

/** Where a schema is referred to. */
const SCHEMAS = '#/components/schemas/';

/**
 * What zod says of a schema, as far as it helps: numbers all count something or say where it stands, so they begin at 0;
 * answers may gain fields; and a pattern adds nothing to a format.
 */
function adjust({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: Json }): void {
  const { def } = zodSchema._zod as unknown as { def: { discriminator?: string; options?: unknown[] } };
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.type === 'integer') {
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) jsonSchema.minimum = 0;
  }
  if (jsonSchema.format && jsonSchema.pattern) delete jsonSchema.pattern;
  if (def.discriminator) jsonSchema.discriminator = { propertyName: def.discriminator };
}

/** Calls back for every object of a document. */
function walk(part: unknown, visit: (object: Json) => void): void {
  if (typeof part !== 'object' || part === null) return;
  if (!Array.isArray(part)) visit(part as Json);
  for (const inner of Object.values(part)) walk(inner, visit);
}

/** Says a description once, and of a plain type that it may be null in the type. */
function tidyNullable(schemas: Record<string, Json>): void {
  walk(schemas, (object) => {
    const [one, other, ...more] = (object.anyOf ?? []) as Json[];
    if (!one || other?.type !== 'null' || more.length) return;
    if (one.description === object.description) delete one.description;
    if (typeof one.type !== 'string' || one.enum || one.items || one.properties) return;
    delete object.anyOf;
    Object.assign(object, { ...one, description: object.description, type: [one.type, 'null'] });
  });
}

/** Leaves references alone with their description, and tells discriminators which word is which schema. */
function tidyReferences(schemas: Record<string, Json>): void {
  walk(schemas, (object) => {
    if (typeof object.$ref === 'string')
      for (const key of Object.keys(object)) if (key !== '$ref' && key !== 'description') delete object[key];
    if (!object.discriminator) return;
    const { propertyName } = object.discriminator as { propertyName: string };
    const options = object.oneOf as { $ref: string }[];
    const mapping = options.map(({ $ref }) => {
      const { properties } = schemas[$ref.slice(SCHEMAS.length)] as {
        properties: Record<string, { const: string }>;
      };
      return [properties[propertyName]?.const, $ref];
    });
    object.discriminator = { propertyName, mapping: Object.fromEntries(mapping) };
  });
}

/** A schema without what zod says of the schema itself. */
const dropIdentity = ({ $schema, $id, id, ...schema }: Json): Json => schema;

/** The schema behind one that is made when first asked for, or that reads what it is given into something else. */
export function unwrapSchema(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodLazy) return unwrapSchema(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodPipe ? unwrapSchema(schema.in as z.ZodType) : schema;
}

/** What refers to a schema by its name. */
export const makeRef = (schema: z.ZodType) => ({
  $ref: `${SCHEMAS}${z.globalRegistry.get(unwrapSchema(schema))?.id}`,
});

/** The schemas that parts of the document refer to, and those that these refer to in turn, by their names. */
export function collectSchemas(...parts: unknown[]): Record<string, Json> {
  const made = z.toJSONSchema(z.globalRegistry, {
    uri: (id) => `${SCHEMAS}${id}`,
    override: adjust as never,
    unrepresentable: 'any',
  }).schemas as Record<string, Json>;
  const used = new Map<string, Json>();
  const follow = (part: unknown) =>
    walk(part, ({ $ref }) => {
      if (typeof $ref !== 'string' || !$ref.startsWith(SCHEMAS)) return;
      const name = $ref.slice(SCHEMAS.length);
      const schema = made[name];
      if (!schema || used.has(name)) return;
      used.set(name, dropIdentity(schema));
      follow(schema);
    });
  follow(parts);
  const schemas = Object.fromEntries([...used].sort(([a], [b]) => (a < b ? -1 : 1)));
  tidyReferences(schemas);
  tidyNullable(schemas);
  return schemas;
}
