/** Runs before all tests, and after them: a folder for what many test files read and none of them changes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    folder: string;
  }
}

export default function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-test-'));
  project.provide('folder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
