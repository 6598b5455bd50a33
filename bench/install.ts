/** Installs what only the benchmark compares with, on demand, so that the project does not depend on it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD } from './places.ts';
import { run } from './processes.ts';

type Versions = Record<string, string>;

/**
 * Installs packages into a folder of their own, once; scripts of packages do not run.
 * @returns the folder
 */
export async function install(
  name: string,
  dependencies: Versions,
  overrides: Versions = {},
): Promise<string> {
  const folder = join(BUILD, 'peers', name);
  const manifest = JSON.stringify({ private: true, dependencies, overrides });
  const done = join(folder, 'installed.json');
  if (existsSync(done) && readFileSync(done, 'utf8') === manifest) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), manifest);
  const args = [
    'install',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  await run('npm', args, { place: 'load', cwd: folder });
  writeFileSync(done, manifest);
  return folder;
}
