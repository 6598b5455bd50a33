import { basename } from 'node:path';
import { LRUCache } from 'lru-cache';
import { parse, YAMLParseError } from 'yaml';
import * as z from 'zod';
import { prose } from '../schema/fields.ts';
import { definitions, isWritten, type Rec, type Resource } from '../schema/resource.ts';
import { getElement, getShape, type Path } from '../schema/walk.ts';
import { findClosest } from '../text/closest.ts';
import { type Expectations, makeExpectationsSchema } from './expectations.ts';
import { listFiles, readText } from './files.ts';
import { OutlinesFile } from './outlines.ts';
import { findPlaceholders, PLACEHOLDER } from './placeholders.ts';
import { DataError, type Problem } from './problems.ts';

/** A record with the place it was written at; embedded records point into their parent's file. */
export interface LoadedRecord {
  record: Rec;
  file: string;
  path: Path;
}

/** What `release.yaml` holds. */
export const ReleaseFile = z.strictObject({
  date: z.iso.date().describe('The day of the release'),
  title: prose.describe('Name of the dataset'),
  description: prose.describe('What it is'),
});

/** What a folder holds, as far as it is well formed, and what is wrong with the rest. */
export interface Data {
  release: z.output<typeof ReleaseFile> | null;
  /** Null where no file says how large the collections are. */
  expectations: Expectations | null;
  /** Null where no file has any. */
  outlines: z.output<typeof OutlinesFile> | null;
  records: Map<string, LoadedRecord[]>;
  /** What each file holds, as it is written, by `collection/id`. */
  written: Map<string, Record<string, unknown>>;
  /** `collection/id` of files that hold no well-formed record: problems of their own, but not missing. */
  refused: Set<string>;
  problems: Problem[];
}

/** The keys that are known where an unknown one was found. */
function listKnownKeys(schema: z.ZodObject, path: readonly PropertyKey[]): string[] {
  const at = path.reduce<z.core.$ZodType | undefined>(
    (inner, key) => inner && (typeof key === 'number' ? getElement(inner) : getShape(inner)?.[String(key)]),
    schema,
  );
  return Object.keys((at && getShape(at)) ?? {}).filter((key) => key !== 'id');
}

/** A problem for each thing that zod found wrong, with what would be right. */
function explain(
  issue: z.core.$ZodIssue,
  schema: z.ZodObject,
): { path: Path; message: string; fix: string }[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    const known = listKnownKeys(schema, path);
    return issue.keys.map((key) => {
      const near = findClosest(key, known);
      const fix = near ? `write ${near}` : `known here: ${known.join(', ')}`;
      return { path: [...path, key], message: `unknown key ${key}`, fix };
    });
  }
  const last = path.at(-1);
  const inList = typeof path.at(-2) === 'number';
  if (issue.input === undefined && inList && (last === 'start' || last === 'end'))
    return [{ path, message: 'missing', fix: 'npm run data:anchor finds it' }];
  return [{ path, ...explainValue(issue) }];
}

function explainValue(issue: z.core.$ZodIssue): { message: string; fix: string } {
  const given = JSON.stringify(issue.input);
  if (issue.code === 'invalid_value') {
    const near = findClosest(String(issue.input), issue.values.map(String));
    return {
      message: given === undefined ? 'missing' : `${given} is not allowed`,
      fix: `${near ? `write ${near}; ` : ''}allowed: ${issue.values.join(', ')}`,
    };
  }
  if (issue.code === 'invalid_type' && given === undefined)
    return { message: 'missing', fix: `give a value (${issue.expected})` };
  if (issue.code === 'invalid_type')
    return {
      message: `${given} is no ${issue.expected}`,
      fix: `give a ${issue.expected}, quoted where YAML would read it as something else`,
    };
  if (issue.code === 'invalid_format')
    return { message: `${given} has the wrong form`, fix: `give ${describeForm(issue)}` };
  if (issue.code === 'custom' && issue.params?.seen)
    return { message: String(issue.params.seen), fix: `give ${issue.message}` };
  if (issue.code === 'custom')
    return { message: `${given} has the wrong form`, fix: `give ${issue.message}` };
  return { message: issue.message, fix: 'see the JSON Schema of this collection (npm run data:schema)' };
}

/** zod's own messages name a pattern; ours name the form. */
const describeForm = (issue: z.core.$ZodIssueInvalidStringFormat): string =>
  issue.format === 'date' ? 'a day that exists, such as "2026-11-22"' : issue.message;

/** Characters of YAML that are kept with what they say: as many as the datasets have that are compared with each other. */
const KEPT = 2 ** 24;

/** Texts that were read: of two datasets that are compared most files are the same, and to parse them takes longest. */
const parsed = new LRUCache<string, { value: unknown }>({
  maxSize: KEPT,
  sizeCalculation: (_, text) => text.length + 1,
});

/** What YAML says; a copy, which whoever asked may change. */
function parseYaml(text: string): unknown {
  const known = parsed.get(text) ?? { value: parse(text, { schema: 'core', prettyErrors: true }) };
  parsed.set(text, known);
  return structuredClone(known.value);
}

/** What a file of YAML or JSON holds, or the problem why that is not known. */
export function readYaml(folder: string, file: string): { value: unknown; problems: readonly Problem[] } {
  try {
    const content = readText(folder, file);
    // The YAML parser reads JSON too, but takes a hundred times as long as JSON.parse.
    const value = /json$/.test(file) ? JSON.parse(content) : parseYaml(content);
    return { value, problems: [] };
  } catch (error) {
    if (error instanceof DataError) return { value: null, problems: error.problems };
    const [first] = (error as Error).message.split('\n');
    const line = (error instanceof YAMLParseError && error.linePos?.[0].line) || 1;
    return {
      value: null,
      problems: [
        { file, path: [], line, message: `cannot be read: ${first}`, fix: 'mend the file at this line' },
      ],
    };
  }
}

function checkValue<S extends z.ZodObject>(
  schema: S,
  value: unknown,
  file: string,
): { output: z.output<S> | null; problems: Problem[] } {
  const result = schema.safeParse(value, { reportInput: true });
  const blanks = [...findPlaceholders(schema, value)];
  if (result.success && !blanks.length) return { output: result.data, problems: [] };
  const issues = result.error?.issues.filter(({ input }) => input !== PLACEHOLDER) ?? [];
  const problems = [...blanks, ...issues.flatMap((issue) => explain(issue, schema))];
  return { output: null, problems: problems.map((problem) => ({ file, ...problem })) };
}

/** Orders records by their ids, as they are listed wherever nothing else is asked for. */
export const byId = (a: LoadedRecord, b: LoadedRecord): number => (a.record.id < b.record.id ? -1 : 1);

function loadCollection(
  folder: string,
  resource: Resource,
  files: readonly string[],
  all: Map<string, Record<string, unknown>>,
): { loaded: LoadedRecord[]; problems: Problem[] } {
  const loaded: LoadedRecord[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const id = basename(file, '.yaml');
    const { value, problems: unreadable } = readYaml(folder, file);
    problems.push(...unreadable);
    if (unreadable.length) continue;
    const written = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
    if ('id' in written)
      problems.push({
        file,
        path: ['id'],
        message: 'an id is written',
        fix: 'leave it out: the file’s name is the id',
      });
    all.set(`${resource.name}/${id}`, written as Record<string, unknown>);
    const { output, problems: wrong } = checkValue(resource.record, { ...written, id }, file);
    problems.push(...wrong);
    if (output) loaded.push({ record: output as Rec, file, path: [] });
  }
  loaded.sort(byId);
  return { loaded, problems };
}

/** Members of a list that are records of their own, with their parent's id and their own. */
export function listEmbedded(
  parents: readonly LoadedRecord[],
  parentName: string,
  within: NonNullable<Resource['within']>,
): LoadedRecord[] {
  const found = parents.flatMap(({ record: parent, file, path }) =>
    (parent[within.field] as Record<string, unknown>[]).map((member, index) => ({
      record: { id: within.id(parent, member), [parentName]: parent.id, ...member } as Rec,
      file,
      path: [...path, within.field, index],
    })),
  );
  return found.sort(byId);
}

/**
 * Reads one YAML file a record below `folder`, each checked against its collection's schema.
 * Every problem is collected; a record that has one is left out.
 */
export function load(folder: string, resources: readonly Resource[]): Data {
  const records = new Map<string, LoadedRecord[]>();
  const written: Data['written'] = new Map();
  const listing = listFiles(
    folder,
    resources.filter(isWritten).map(({ name }) => name),
  );
  const problems = [...listing.problems];
  const readSingle = <S extends z.ZodObject>(file: string, schema: S): z.output<S> | null => {
    if (!listing.files.includes(file)) return null;
    const { value, problems: unreadable } = readYaml(folder, file);
    const { output, problems: wrong } = checkValue(schema, value, file);
    problems.push(...(unreadable.length ? unreadable : wrong));
    return output;
  };
  const release = readSingle('release.yaml', ReleaseFile);
  const expectations = readSingle('expectations.yaml', makeExpectationsSchema(resources));
  const outlines = readSingle('outlines.geojson', OutlinesFile);
  if (!listing.files.includes('release.yaml'))
    problems.push({
      file: 'release.yaml',
      path: [],
      line: 1,
      message: 'missing',
      fix: 'write date, title and description of the release',
    });
  for (const resource of resources) {
    if (resource.makeRecords) continue;
    if (resource.within) {
      const parents = records.get(resource.within.collection) ?? [];
      const parent = definitions.get(resource.within.collection);
      records.set(resource.name, listEmbedded(parents, parent?.singular ?? '', resource.within));
      continue;
    }
    const { loaded, problems: wrong } = loadCollection(
      folder,
      resource,
      listing.files.filter((file) => file.startsWith(`${resource.name}/`)),
      written,
    );
    records.set(resource.name, loaded);
    problems.push(...wrong);
  }
  const loaded = new Set(
    [...records].flatMap(([name, list]) => list.map(({ record }) => `${name}/${record.id}`)),
  );
  const refused = new Set(
    problems
      .map(({ file }) => file.replace(/\.yaml$/, ''))
      .filter((name) => name.includes('/') && !loaded.has(name)),
  );
  return { release, expectations, outlines, records, written, refused, problems };
}

/** What each file of a folder holds, as it is written, by `collection/id`: whatever can be read, checked by nothing. */
export function readWritten(folder: string, collections: readonly string[]): Data['written'] {
  const files = listFiles(folder, collections).files.filter((file) => file.includes('/'));
  return new Map(
    files.flatMap((file) => {
      const { value, problems } = readYaml(folder, file);
      return problems.length
        ? []
        : [[file.replace(/\.yaml$/, ''), value as Record<string, unknown>] as const];
    }),
  );
}

const Anchored = z.looseObject({
  file: z.string(),
  article: z.looseObject({ start: z.int(), end: z.int() }),
});

/**
 * Sources as far as anchoring needs them, before their own citations have ranges.
 * @throws {DataError} naming each file that lacks its document's name or range
 */
export function readSources(
  folder: string,
): { id: string; file: string; article: { start: number; end: number } }[] {
  const files = listFiles(folder, ['sources']).files.filter((file) => file.startsWith('sources/'));
  const read = files.map((file) => {
    const { value, problems } = readYaml(folder, file);
    const result = Anchored.safeParse(value);
    if (result.success) return { id: basename(file, '.yaml'), ...result.data, problems };
    const missing = {
      file,
      path: [],
      line: 1,
      message: 'no document to look in',
      fix: 'write file and article',
    };
    return {
      id: '',
      file: '',
      article: { start: 0, end: 0 },
      problems: problems.length ? problems : [missing],
    };
  });
  const problems = read.flatMap((source) => source.problems);
  if (problems.length) throw new DataError(problems);
  return read;
}
