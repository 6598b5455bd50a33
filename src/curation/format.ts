/** The one way a file below `data/` is written, so that a diff shows what changed and nothing else. */
import { isDeepStrictEqual } from 'node:util';
import { isMap, isNode, isPair, isScalar, isSeq, parseDocument, Scalar } from 'yaml';
import type * as z from 'zod';
import { makeExpectationsSchema } from '../dataset/expectations.ts';
import { listFiles, readTexts } from '../dataset/files.ts';
import { ReleaseFile } from '../dataset/load.ts';
import { PLACEHOLDER } from '../dataset/placeholders.ts';
import { references } from '../schema/fields.ts';
import { folders } from '../schema/index.ts';
import { isWritten, type Resource } from '../schema/resource.ts';
import { getElement, getMark, getShape } from '../schema/walk.ts';

type Schema = z.core.$ZodType;

/** Marks a skeleton's own comments; they go once the record is filled in. */
export const HELP = '#?';

/** A file that cannot be put in order, and why. */
export class FormatError extends Error {}

/** Here lists of ids stand on one line; elsewhere, and all lists of texts, have a line for each member. */
const LISTS_ON_ONE_LINE = ['agreements', 'divergences', 'events'];

const READING = { schema: 'core', compat: 'yaml-1.1' } as const;
const WRITING = {
  lineWidth: 0,
  flowCollectionPadding: true,
  singleQuote: false,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
} as const;

type Commented = { comment?: string | null; commentBefore?: string | null; spaceBefore?: boolean };

/** Takes out blank lines, and what is left of a skeleton's help; other comments stay. */
function tidy(node: Commented) {
  delete node.spaceBefore;
  for (const key of ['comment', 'commentBefore'] as const) {
    const lines = node[key]?.split('\n').filter((line) => !`#${line}`.includes(HELP));
    if (lines) node[key] = lines.some((line) => line.trim()) ? lines.join('\n') : null;
  }
}

const hasComments = (node: unknown): boolean =>
  isPair(node)
    ? hasComments(node.key) || hasComments(node.value)
    : isNode(node) && Boolean(node.comment || node.commentBefore);

/** On one line stand lists and objects of single values, unless a comment needs a line of its own. */
const fitsOneLine = ({ items }: { items: unknown[] }) =>
  items.every((item) => isScalar(isPair(item) ? item.value : item) && !hasComments(item));

function writeScalar(node: Scalar, key: string, onOneLine: boolean) {
  const { value } = node;
  if (typeof value === 'string') {
    // Quoted: other people's words, what a reader of YAML might take for a number or a date, texts among braces.
    const quoted = key === 'exact' || /^\d|\n/.test(value) || (onOneLine && /\s/.test(value));
    node.type = quoted ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN;
  } else if (value === null) node.source = 'null';
  else if (typeof value === 'boolean') delete node.source;
}

/** Orders and styles a node as its schema has it; what the schema does not know comes last. */
function arrange(node: unknown, schema: Schema | undefined, idsOnOneLine: boolean, key = '') {
  if (isNode(node)) tidy(node);
  if (isScalar(node)) writeScalar(node, key, false);
  if (isSeq(node)) {
    const element = schema && getElement(schema);
    const ids = element !== undefined && getMark(references, element) !== undefined;
    for (const item of node.items) arrange(item, element, idsOnOneLine, key);
    node.flow = node.items.length === 0 || (ids && idsOnOneLine && fitsOneLine(node));
  }
  if (isMap(node)) {
    const shape = (schema && getShape(schema)) ?? {};
    const order = new Map(Object.keys(shape).map((name, index) => [name, index]));
    const rankOf = (pair: { key: unknown }) => order.get(String(pair.key)) ?? order.size;
    node.items.sort((a, b) => rankOf(a) - rankOf(b));
    for (const { key: name, value } of node.items) {
      arrange(name, undefined, idsOnOneLine);
      arrange(value, shape[String(name)], idsOnOneLine, String(name));
    }
    node.flow = node.items.length === 0 || (key !== '' && fitsOneLine(node));
    if (node.flow)
      for (const { key: name, value } of node.items)
        if (isScalar(value)) writeScalar(value, String(name), true);
  }
}

function rewrite(text: string, schema: Schema, idsOnOneLine: boolean): { value: unknown; written: string } {
  const document = parseDocument(text, READING);
  const [wrong] = document.errors;
  if (wrong) throw new FormatError(wrong.message.split('\n')[0]);
  try {
    const value = document.toJS();
    if (value === null || JSON.stringify(value).includes(`"${PLACEHOLDER}"`)) return { value, written: text };
    tidy(document);
    if (document.directives) document.directives.docStart = null;
    arrange(document.contents, schema, idsOnOneLine);
    return { value, written: document.toString(WRITING) };
  } catch (error) {
    if (error instanceof ReferenceError) throw new FormatError(error.message); // an alias without its anchor
    throw error;
  }
}

/** Passes until a text has to come out as it went in: the first may move comments, the next settle them. */
const MAX_PASSES = 5;

/**
 * A file's text in its canonical form: keys in the order of the schema, objects of single values on one line, two
 * spaces, quotes where they are needed, comments kept. Values stay as they are; a record with placeholders stays
 * as a whole. What is canonical already comes out as it went in.
 * @throws {FormatError} where the text is no YAML, or would say something else
 */
export function canonicalize(text: string, schema: Schema, idsOnOneLine = false): string {
  const first = rewrite(text, schema, idsOnOneLine);
  let { written } = first;
  for (let before = text, times = 1; written !== before; times++) {
    before = written;
    const again = rewrite(before, schema, idsOnOneLine);
    if (times === MAX_PASSES || !isDeepStrictEqual(again.value, first.value))
      throw new FormatError('cannot be put in order without changing what it says');
    written = again.written;
  }
  if (!written.isWellFormed()) throw new FormatError('holds half a surrogate pair, which no file can hold');
  return written;
}

interface FormattedFile {
  file: string;
  before: string;
  /** The canonical text, or why there is none. */
  after: string | FormatError;
}

/**
 * Every file below `folder` that has a schema, as it is and as it should be.
 * @throws {DataError} before the first one, where some cannot be read
 */
export function* formatFiles(folder: string, resources: readonly Resource[]): Generator<FormattedFile> {
  const schemas = new Map<string, Schema>([
    ['release.yaml', ReleaseFile],
    ['expectations.yaml', makeExpectationsSchema(resources)],
    ...resources.filter(isWritten).map(({ name, record }): [string, Schema] => [name, record]),
  ]);
  const files = listFiles(folder, folders).files.filter((file) => file.endsWith('.yaml'));
  for (const [file, before] of readTexts(folder, files)) {
    const collection = file.split('/')[0] as string;
    const schema = schemas.get(collection) as Schema;
    try {
      yield { file, before, after: canonicalize(before, schema, LISTS_ON_ONE_LINE.includes(collection)) };
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      yield { file, before, after: error };
    }
  }
}
