import { globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIXTURE = fileURLToPath(new URL('fixtures/data', import.meta.url));

/** Pieces of evidence in the fixture, as they stand in its files: one more record brings more of them. */
export const CITATIONS = globSync('*/*.yaml', { cwd: FIXTURE }).flatMap(
  (file) => readFileSync(join(FIXTURE, file), 'utf8').match(/\bexact:/g) ?? [],
).length;

/** The fixture's folders and files, read once: it is copied some hundred times. */
const entries = readdirSync(FIXTURE, { recursive: true, withFileTypes: true }).map((entry) => {
  const path = join(entry.parentPath, entry.name);
  return { path: relative(FIXTURE, path), content: entry.isFile() ? readFileSync(path) : null };
});

/** Writes a copy of the fixture; where it is to lie nothing is yet. */
export function copyFixture(to: string): void {
  mkdirSync(to, { recursive: true });
  for (const { path, content } of entries)
    if (content === null) mkdirSync(join(to, path), { recursive: true });
  for (const { path, content } of entries) if (content !== null) writeFileSync(join(to, path), content);
}
