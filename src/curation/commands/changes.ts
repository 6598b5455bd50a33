import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectServed, formatReport } from '../changes.ts';
import { openFolder } from '../revision.ts';
import { type Command, UsageError } from './command.ts';

/** `changes`: what is served otherwise than at a revision or from another folder. */
export const runChanges: Command = ({ data, base }) => {
  if (!base) throw new UsageError('name what to compare with: --base REVISION, or --base DIR');
  const scratch = mkdtempSync(join(tmpdir(), 'demarche-changes-'));
  try {
    const before = collectServed(openFolder(data, base, scratch));
    for (const line of formatReport(before, collectServed(data), { before: base, after: data }))
      console.log(line);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
