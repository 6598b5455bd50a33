import type * as z from 'zod';
import { references } from '../schema/fields.ts';
import { elementOf, isDate, marked, type Path, shapeOf, typeOf, unwrap } from '../schema/walk.ts';

type Schema = z.core.$ZodType;

/** Stands where a value is still to be written; no record that holds it is read. */
export const PLACEHOLDER = 'FILL-IN';

const inside = (schema: Schema) => (schema._zod.def as { innerType?: Schema }).innerType;

function descriptionOf(schema: Schema): string | undefined {
  const inner = inside(schema);
  return (schema as z.ZodType).description ?? (inner && descriptionOf(inner));
}

/** The form that a value is written in; empty for a text. */
function formOf(schema: Schema): string {
  const mark = marked(references, schema);
  if (mark?.any) return mark.collections.map((name) => `${name}/…`).join(', ');
  if (mark) return `an id of data/${mark.collections[0]}`;
  if (isDate(schema)) return 'EDTF, such as "2024-11" or "2024-11-21?"';
  const { options, format } = unwrap(schema) as { options?: string[]; format?: string };
  if (options) return `one of ${options.join(', ')}`;
  if (format === 'date') return 'a day, such as "2026-11-22"';
  return { number: 'a number', boolean: 'true or false' }[typeOf(schema)] ?? '';
}

/** What a field asks for, in words: its description, and the form of its value. */
export function wanted(schema: Schema): string {
  const form = formOf(elementOf(schema) ?? schema);
  const description = descriptionOf(schema) ?? '';
  return form ? `${description} (${form})` : description;
}

/** Every placeholder in what is written, with what should stand there instead. */
export function* unwritten(
  schema: Schema,
  value: unknown,
  path: Path = [],
): Generator<{ path: Path; message: string; fix: string }> {
  const element = elementOf(schema);
  const shape = shapeOf(schema);
  if (value === PLACEHOLDER) yield { path, message: 'not written yet', fix: wanted(schema) };
  else if (element && Array.isArray(value))
    for (const [index, item] of value.entries()) yield* unwritten(element, item, [...path, index]);
  else if (shape && typeof value === 'object' && value !== null)
    for (const [key, field] of Object.entries(shape))
      yield* unwritten(field, (value as Record<string, unknown>)[key], [...path, key]);
}
