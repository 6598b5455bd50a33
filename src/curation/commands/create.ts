import { lstatSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../../dataset/load.ts';
import { PLACEHOLDER } from '../../dataset/placeholders.ts';
import { DataError } from '../../dataset/problems.ts';
import { slugify } from '../../schema/citation.ts';
import { slug } from '../../schema/fields.ts';
import { resourceNamed, resources } from '../../schema/index.ts';
import { isWritten, type Resource } from '../../schema/resource.ts';
import { findClosest } from '../../text/closest.ts';
import { writeSkeleton } from '../skeleton.ts';
import { type Command, CommandError, UsageError } from './command.ts';

function findCollection(name: string): Resource {
  const written = resources.filter(isWritten).map((resource) => resource.name);
  const resource = resourceNamed.get(name);
  if (resource?.within) {
    const { collection, field } = resource.within;
    throw new CommandError(`${name} are written inside ${collection}: add one to ${field} in its file`);
  }
  if (resource?.makeRecords)
    throw new CommandError(`${name} has no files: the build makes it from the other collections`);
  if (resource) return resource;
  const near = findClosest(name, written);
  throw new CommandError(`no collection ${name}; ${near ? `write ${near}` : `known: ${written.join(', ')}`}`);
}

/** The day of the release, which a new record is part of. */
function readReleaseDate(folder: string): string {
  if (!lstatSync(join(folder, 'release.yaml'), { throwIfNoEntry: false })) return PLACEHOLDER;
  const { value, problems } = readYaml(folder, 'release.yaml');
  if (problems.length) throw new DataError(problems);
  const { date } = (value ?? {}) as { date?: unknown };
  return typeof date === 'string' ? date : PLACEHOLDER;
}

/** `new`: a file with what the record needs, to be filled in. */
export const runNew: Command = ({ data }, [collection, id]) => {
  if (!collection || !id) throw new UsageError('name the collection and the id of the new record');
  const resource = findCollection(collection);
  if (!slug.safeParse(id).success) {
    const near = slugify(id);
    throw new CommandError(
      `“${id}” is no id; write ${near || 'lower-case letters, digits and single hyphens'}, such as no-nato-membership`,
    );
  }
  if (!statSync(data, { throwIfNoEntry: false })?.isDirectory()) throw new CommandError(`no folder ${data}`);
  const file = join(data, collection, `${id}.yaml`);
  if (lstatSync(file, { throwIfNoEntry: false }))
    throw new CommandError(`${file} is there already; edit it, or choose another id`);
  const content = writeSkeleton(resource, readReleaseDate(data));
  mkdirSync(join(data, collection), { recursive: true });
  writeFileSync(file, content, { flag: 'wx' });
  console.log(`${file}: fill it in, then npm run data:anchor and npm run data:check`);
};
