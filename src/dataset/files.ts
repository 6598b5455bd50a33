/** The files of `data/`: which there are, and their text. Every command reads them through here. */
import { accessSync, constants, lstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { SLUG, slug } from '../schema/fields.ts';
import { findClosest } from '../text/closest.ts';
import { decode, NotText } from '../text/decode.ts';
import { DataError, type Problem } from './problems.ts';

/** What systems and editors leave behind, their own, not ours: `4913` is how vim tries whether it may write. */
const LEFT_BEHIND = /^(\..*|Thumbs\.db|desktop\.ini|4913|.*~|#.*#|.*\.(sw[a-p]|bak|orig|rej|tmp))$/i;

/** Whether a name is one that a system or an editor gives what it leaves behind. */
export const isLeftBehind = (name: string): boolean => LEFT_BEHIND.test(name);

/** The files beside the collections; the first one must be there. */
const SINGLE = ['release.yaml', 'expectations.yaml', 'outlines.geojson'] as const;

function describeKind(stat: Stats): string {
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a named pipe';
  if (stat.isSocket()) return 'a socket';
  return 'a device';
}

/** What stands in the way of reading a regular file, or a link to one; null where nothing does. Opens nothing: a pipe would wait. */
export function findObstacle(path: string): string | null {
  const linked = lstatSync(path).isSymbolicLink() ? 'a link to ' : '';
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return `${linked}${describeKind(stat)}, not a file`;
    accessSync(path, constants.R_OK);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (linked && code === 'ENOENT') return 'a link to nothing';
    return `${linked && 'a link that '}cannot be read (${code})`;
  }
}

const makeFileProblem = (file: string, message: string, fix: string): Problem => ({
  file,
  path: [],
  line: 1,
  message,
  fix,
});

/** What is in a folder of data. */
export interface Listing {
  /** Paths of what should be read, in order; whether it can be is not looked at. */
  files: string[];
  /** What systems and editors have left there. */
  passedOver: string[];
  /** What does not belong there. */
  problems: Problem[];
}

/** The names in a folder, in order; none where it is no folder. */
function listNames(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder).sort() : [];
}

function listCollection(folder: string, collection: string, listing: Listing) {
  const path = join(folder, collection);
  const stat = lstatSync(path);
  if (!stat.isDirectory()) {
    const seen = stat.isSymbolicLink() ? 'a link' : stat.isFile() ? 'a file' : describeKind(stat);
    listing.problems.push(
      makeFileProblem(collection, `${seen}, not a folder`, 'put a folder of .yaml files there'),
    );
    return;
  }
  for (const name of listNames(path)) {
    const file = `${collection}/${name}`;
    const id = name.replace(/\.yaml$/, '');
    if (isLeftBehind(name)) listing.passedOver.push(file);
    else if (id === name)
      listing.problems.push(
        makeFileProblem(file, 'not a .yaml file', 'one .yaml file a record, nothing else'),
      );
    else if (!slug.safeParse(id).success)
      listing.problems.push(
        makeFileProblem(
          file,
          'the file’s name is no id',
          `name it like no-nato-membership.yaml (${SLUG.source})`,
        ),
      );
    else listing.files.push(file);
  }
}

/** Lists what `folder` holds of these collections and beside them. */
export function listFiles(folder: string, collections: readonly string[]): Listing {
  const listing: Listing = { files: [], passedOver: [], problems: [] };
  const needed = [SINGLE[0], ...collections];
  for (const name of listNames(folder)) {
    if (isLeftBehind(name)) listing.passedOver.push(name);
    else if (collections.includes(name)) listCollection(folder, name, listing);
    else if ((SINGLE as readonly string[]).includes(name)) listing.files.push(name);
    else {
      const why = findObstacle(join(folder, name));
      // Other texts may stand here, such as a README.
      if (why === null && !/\.ya?ml$/.test(name)) continue;
      const near = findClosest(name, [...SINGLE, ...collections]);
      const fix = near ? `rename it ${near}` : `known: ${needed.join(', ')}`;
      const message = why === null || why.startsWith('a folder') ? 'belongs to no collection' : why;
      listing.problems.push(
        makeFileProblem(name, message, message === why ? 'put a file there, or take it away' : fix),
      );
    }
  }
  return listing;
}

/**
 * The text of a file of the data.
 * @throws {DataError} where it is no file or no text in UTF-8: with what was seen, where, and what to do
 */
export function readText(folder: string, file: string): string {
  const path = join(folder, file);
  const why = findObstacle(path);
  if (why !== null) throw new DataError([makeFileProblem(file, why, 'put a file there, or take it away')]);
  try {
    const text = decode(readFileSync(path));
    if (text.startsWith('\uFEFF'))
      throw new NotText('begins with a byte order mark (EF BB BF)', 1, 'save it as UTF-8 without one');
    return text;
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    throw new DataError([{ ...makeFileProblem(file, error.message, error.fix), line: error.line }]);
  }
}

/**
 * The texts of many files, for commands that write: all are read before the first is written.
 * @throws {DataError} that names every file that cannot be read
 */
export function readTexts(folder: string, files: readonly string[]): Map<string, string> {
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  for (const file of files)
    try {
      texts.set(file, readText(folder, file));
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      problems.push(...error.problems);
    }
  if (problems.length) throw new DataError(problems);
  return texts;
}
