/**
 * What is undone when a test file ends. Test files that run in one process share the modules that they import, so a
 * support module that asked vitest for this when it is loaded would be heard for the first of them only.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const acts: (() => unknown)[] = [];

/** Does something when the test file has run that is running; what was begun last is ended first. */
export function atEnd(act: () => unknown): void {
  acts.push(act);
}

export async function end(): Promise<void> {
  for (const act of acts.splice(0).reverse()) await act();
}

/** An empty folder, removed when the test file ends. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-test-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
