import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { collectServed, formatReport } from '../changes.ts';
import { type Command, Refusal, UsageError } from './command.ts';

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** The folder as it was at a revision, copied to `to`. */
function extractRevision(data: string, revision: string, to: string): string {
  const [parent, name] = [dirname(resolve(data)), basename(resolve(data))];
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', parent, ...args], { maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const commit = git('rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`);
    const archive = git('archive', '--format=tar', commit.toString().trim(), '--', name);
    execFileSync('tar', ['-x', '-C', to], { input: archive });
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    throw new Refusal(`${revision} is no folder, and no revision that has ${name}/: ${said.split('\n')[0]}`);
  }
  return join(to, name);
}

/** `changes`: what is served otherwise than at a revision or from another folder. */
export const runChanges: Command = ({ data, base }) => {
  if (!base) throw new UsageError('name what to compare with: --base REVISION, or --base DIR');
  const scratch = mkdtempSync(join(tmpdir(), 'demarche-changes-'));
  try {
    const before = collectServed(isFolder(base) ? base : extractRevision(data, base, scratch));
    for (const line of formatReport(before, collectServed(data), { before: base, after: data }))
      console.log(line);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
