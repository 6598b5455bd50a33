/** Folders of data as they were: at a revision of git, or elsewhere on disk. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CommandError } from './commands/command.ts';

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * What git says of a folder.
 * @throws {CommandError} with git's own words where it refuses
 */
export function runGit(folder: string, ...args: string[]): string {
  try {
    return execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    throw new CommandError(
      String((error as { stderr?: string }).stderr ?? error)
        .trim()
        .split('\n')[0],
    );
  }
}

/**
 * A folder of data by its path, or as it was at a revision, then copied to `to`.
 * @throws {CommandError} where it is neither
 */
export function openFolder(data: string, base: string, to: string): string {
  if (isFolder(base)) return base;
  const [parent, name] = [dirname(resolve(data)), basename(resolve(data))];
  try {
    const commit = runGit(parent, 'rev-parse', '--verify', '--end-of-options', `${base}^{commit}`).trim();
    const archive = execFileSync('git', ['-C', parent, 'archive', '--format=tar', commit, '--', name], {
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    execFileSync('tar', ['-x', '-C', to], { input: archive });
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? (error as Error).message).trim();
    throw new CommandError(`${base} is no folder, and no revision that has ${name}/: ${said.split('\n')[0]}`);
  }
  return join(to, name);
}
