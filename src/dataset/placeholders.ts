/** What a new file asks to be filled in, and what is left of that in one that is read. */
import type * as z from 'zod';
import { references } from '../schema/fields.ts';
import { getElement, getMark, getShape, getType, isDate, type Path, unwrap } from '../schema/walk.ts';

type Schema = z.core.$ZodType;

/** Stands where a value is still to be written; no record that holds it is read. */
export const PLACEHOLDER = 'FILL-IN';

const unwrapOnce = (schema: Schema) => (schema._zod.def as { innerType?: Schema }).innerType;

function findDescription(schema: Schema): string | undefined {
  const inner = unwrapOnce(schema);
  return (schema as z.ZodType).description ?? (inner && findDescription(inner));
}

/** The form that a value is written in; empty for a text. */
function describeForm(schema: Schema): string {
  const mark = getMark(references, schema);
  if (mark?.any) return mark.collections.map((name) => `${name}/…`).join(', ');
  if (mark) return `an id of data/${mark.collections[0]}`;
  if (isDate(schema)) return 'EDTF, such as "2024-11" or "2024-11-21?"';
  const { options, format } = unwrap(schema) as { options?: string[]; format?: string };
  if (options) return `one of ${options.join(', ')}`;
  if (format === 'date') return 'a day, such as "2026-11-22"';
  return { number: 'a number', boolean: 'true or false' }[getType(schema)] ?? '';
}

/** What a field asks for, in words: its description, and the form of its value. */
export function describeField(schema: Schema): string {
  const form = describeForm(getElement(schema) ?? schema);
  const description = findDescription(schema) ?? '';
  return form ? `${description} (${form})` : description;
}

/** Every placeholder in what is written, with what should stand there instead. */
export function* findPlaceholders(
  schema: Schema,
  value: unknown,
  path: Path = [],
): Generator<{ path: Path; message: string; fix: string }> {
  const element = getElement(schema);
  const shape = getShape(schema);
  if (value === PLACEHOLDER) yield { path, message: 'not written yet', fix: describeField(schema) };
  else if (element && Array.isArray(value))
    for (const [index, item] of value.entries()) yield* findPlaceholders(element, item, [...path, index]);
  else if (shape && typeof value === 'object' && value !== null)
    for (const [key, field] of Object.entries(shape))
      yield* findPlaceholders(field, (value as Record<string, unknown>)[key], [...path, key]);
}
