import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import * as z from 'zod';
import { closest } from '../model/closest.ts';
import { SLUG, slug, text } from '../model/fields.ts';
import { isWritten, type Rec, type Resource } from '../model/resource.ts';
import type { Path } from '../model/walk.ts';
import type { Problem } from './problems.ts';

/** A record with the place it was written at; embedded records point into their parent's file. */
export interface Loaded {
  record: Rec;
  file: string;
  path: Path;
}

export const Release = z.strictObject({
  date: z.iso.date().describe('The day of the release'),
  title: text.describe('Name of the dataset'),
  description: text.describe('What it is'),
});

export interface Data {
  release: z.output<typeof Release> | null;
  records: Map<string, Loaded[]>;
  problems: Problem[];
}

/** What would be right, in words, for what zod found wrong. */
function explain(issue: z.core.$ZodIssue, schema: z.ZodObject): { message: string; fix: string } {
  if (issue.code === 'unrecognized_keys') {
    const near = issue.keys.map((key) => closest(key, Object.keys(schema.shape))).filter(Boolean);
    const fix = near.length
      ? `write ${near.join(', ')}`
      : `known here: ${Object.keys(schema.shape).join(', ')}`;
    return {
      message: `unknown key ${issue.keys.join(', ')}`,
      fix: issue.path.length ? 'see the schema of this list' : fix,
    };
  }
  if (issue.code === 'invalid_value') {
    const near = closest(String(issue.input), issue.values.map(String));
    return {
      message: `${JSON.stringify(issue.input)} is not allowed`,
      fix: `${near ? `write ${near}; ` : ''}allowed: ${issue.values.join(', ')}`,
    };
  }
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return { message: 'missing', fix: `give a value (${issue.expected})` };
  if (issue.code === 'invalid_type')
    return {
      message: `${JSON.stringify(issue.input)} is no ${issue.expected}`,
      fix: `give a ${issue.expected}, quoted where YAML would read it as something else`,
    };
  if (issue.code === 'invalid_format')
    return { message: `${JSON.stringify(issue.input)} has the wrong form`, fix: `give ${issue.message}` };
  return { message: issue.message, fix: 'see the JSON Schema of this collection (npm run data:schema)' };
}

function readYaml(folder: string, file: string): { value: unknown; problems: Problem[] } {
  const content = readFileSync(join(folder, file), 'utf8');
  try {
    return { value: parse(content, { schema: 'core', prettyErrors: true }), problems: [] };
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const [first] = error.message.split('\n');
    const line = error.linePos?.[0].line ?? 1;
    return {
      value: null,
      problems: [{ file, path: [], line, message: `not YAML: ${first}`, fix: 'mend the YAML at this line' }],
    };
  }
}

function check<S extends z.ZodObject>(
  schema: S,
  value: unknown,
  file: string,
): { output: z.output<S> | null; problems: Problem[] } {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { output: result.data, problems: [] };
  return {
    output: null,
    problems: result.error.issues.map((issue) => ({
      file,
      path: issue.path as Path,
      ...explain(issue, schema),
    })),
  };
}

function loadCollection(folder: string, resource: Resource): { loaded: Loaded[]; problems: Problem[] } {
  const loaded: Loaded[] = [];
  const problems: Problem[] = [];
  const directory = join(folder, resource.name);
  const names = existsSync(directory) ? readdirSync(directory).sort() : [];
  for (const name of names) {
    const file = `${resource.name}/${name}`;
    const id = name.replace(/\.yaml$/, '');
    if (id === name) {
      problems.push({
        file,
        path: [],
        line: 1,
        message: 'not a .yaml file',
        fix: 'one .yaml file a record, nothing else',
      });
      continue;
    }
    if (!slug.safeParse(id).success) {
      problems.push({
        file,
        path: [],
        line: 1,
        message: 'the file’s name is no id',
        fix: `name it like no-nato-membership.yaml (${SLUG.source})`,
      });
      continue;
    }
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
    const { output, problems: wrong } = check(resource.record, { ...written, id }, file);
    problems.push(...wrong);
    if (output) loaded.push({ record: output as Rec, file, path: [] });
  }
  loaded.sort((a, b) => (a.record.id < b.record.id ? -1 : 1));
  return { loaded, problems };
}

/** Members of a list that are records of their own, with their parent's id and their own. */
function embeddedIn(
  parents: readonly Loaded[],
  parentName: string,
  within: NonNullable<Resource['within']>,
): Loaded[] {
  const found = parents.flatMap(({ record: parent, file, path }) =>
    (parent[within.field] as Record<string, unknown>[]).map((member, index) => ({
      record: { id: within.id(parent, member), [parentName]: parent.id, ...member } as Rec,
      file,
      path: [...path, within.field, index],
    })),
  );
  return found.sort((a, b) => (a.record.id < b.record.id ? -1 : 1));
}

/**
 * Reads one YAML file a record below `folder`, each checked against its collection's schema.
 * Every problem is collected; a record that has one is left out.
 */
export function load(folder: string, resources: readonly Resource[]): Data {
  const records = new Map<string, Loaded[]>();
  const problems: Problem[] = [];
  let release: Data['release'] = null;
  if (existsSync(join(folder, 'release.yaml'))) {
    const { value, problems: unreadable } = readYaml(folder, 'release.yaml');
    const { output, problems: wrong } = check(Release, value, 'release.yaml');
    problems.push(...(unreadable.length ? unreadable : wrong));
    release = output;
  } else
    problems.push({
      file: 'release.yaml',
      path: [],
      line: 1,
      message: 'missing',
      fix: 'write date, title and description of the release',
    });
  for (const resource of resources) {
    if (resource.made) continue;
    if (resource.within) {
      const parents = records.get(resource.within.collection) ?? [];
      const parent = resources.find(({ name }) => name === resource.within?.collection);
      records.set(resource.name, embeddedIn(parents, parent?.singular ?? '', resource.within));
      continue;
    }
    const { loaded, problems: wrong } = loadCollection(folder, resource);
    records.set(resource.name, loaded);
    problems.push(...wrong);
  }
  const known = new Set(['release.yaml', ...resources.filter(isWritten).map(({ name }) => name)]);
  for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [])
    if (
      (entry.isDirectory() && !known.has(entry.name) && !entry.name.startsWith('.')) ||
      (/\.ya?ml$/.test(entry.name) && !known.has(entry.name))
    ) {
      const near = closest(entry.name, [...known]);
      problems.push({
        file: entry.name,
        path: [],
        line: 1,
        message: 'belongs to no collection',
        fix: near ? `rename it ${near}` : `known: ${[...known].join(', ')}`,
      });
    }
  return { release, records, problems };
}

/** Sources as written, checked no further: what anchoring needs, before their own citations have ranges. */
export function writtenSources(folder: string) {
  const directory = join(folder, 'sources');
  return (existsSync(directory) ? readdirSync(directory) : [])
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({
      id: name.replace(/\.yaml$/, ''),
      ...(parse(readFileSync(join(directory, name), 'utf8')) as {
        file: string;
        article: { start: number; end: number };
      }),
    }));
}
