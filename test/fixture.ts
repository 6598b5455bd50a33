import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIXTURE = fileURLToPath(new URL('fixtures/data', import.meta.url));

/** Pieces of evidence in the fixture, as they stand in its files: one more record brings more of them. */
export const CITATIONS = globSync('*/*.yaml', { cwd: FIXTURE }).flatMap(
  (file) => readFileSync(join(FIXTURE, file), 'utf8').match(/\bexact:/g) ?? [],
).length;
