import * as z from 'zod';
import { describeField, PLACEHOLDER } from '../dataset/placeholders.ts';
import { evidences } from '../schema/fields.ts';
import type { Resource } from '../schema/resource.ts';
import { getElement, getMark, getShape } from '../schema/walk.ts';
import { HELP } from './format.ts';

type Schema = z.core.$ZodType;

const isRequired = (schema: Schema) => !z.safeParse(schema, undefined).success;

/** How many members of a list are shown: as many as it has at least, and one in any case. */
const countMembers = (schema: Schema) => z.toJSONSchema(schema, { unrepresentable: 'any' }).minItems ?? 1;

const indent = (lines: readonly string[], first: string) =>
  lines.map((line, index) => (index ? ' '.repeat(first.length) : first) + line);

const commentOut = (lines: readonly string[]) =>
  lines.map((line) => `# ${line}${line.includes(HELP) ? '' : ` ${HELP}`}`);

/** Evidence is written without its range, which is added when it is anchored. */
function writeEvidence(shape: Record<string, Schema>): string {
  const keys = Object.keys(shape).filter((key) => key !== 'start' && key !== 'end');
  const fields = keys.map((key) => `${key}: ${key === 'exact' ? `"${PLACEHOLDER}"` : PLACEHOLDER}`);
  return `{ ${fields.join(', ')} } ${HELP} data:anchor adds start and end`;
}

function writeMember(schema: Schema, commented: boolean): string[] {
  const shape = getShape(schema);
  if (!shape) return [PLACEHOLDER];
  return getMark(evidences, schema) ? [writeEvidence(shape)] : writeFields(shape, commented);
}

function writeValue(key: string, field: Schema, commented: boolean): string[] {
  const element = getElement(field);
  const nested = getShape(field);
  const help = `${HELP} ${describeField(field)}`;
  if (nested) return [`${key}: ${help}`, ...indent(writeFields(nested, commented), '  ')];
  if (!element) return [`${key}: ${PLACEHOLDER} ${help}`];
  const member = indent(writeMember(element, commented), '- ').map((line) => `  ${line}`);
  return [`${key}: ${help}`, ...Array(countMembers(field)).fill(member).flat()];
}

/** A line or more for each field; what may be left out is a comment, unless it is inside one already. */
function writeFields(shape: Record<string, Schema>, commented: boolean): string[] {
  return Object.entries(shape).flatMap(([key, field]) =>
    commented || isRequired(field)
      ? writeValue(key, field, commented)
      : commentOut(writeValue(key, field, true)),
  );
}

/**
 * A record to be filled in: what it must have as placeholders, what it may have as comments, both with their
 * description and the words allowed. The formatter takes the help away once no placeholder is left.
 */
export function writeSkeleton({ about, record }: Resource, revised: string): string {
  const { id: _, ...shape } = record.shape as Record<string, Schema>;
  const lines = [
    `${HELP} ${about}`,
    `${HELP} Fill in each ${PLACEHOLDER}. What stands behind # may be left out: take the # away where it is known.`,
    `${HELP} npm run data:fix removes these comments once nothing is ${PLACEHOLDER}. What belongs where: data/GUIDELINES.md`,
    ...writeFields(shape, false),
  ];
  const day = lines.findIndex((line) => line.startsWith('revised:'));
  return `${lines.with(day, `revised: "${revised}"`).join('\n')}\n`;
}
