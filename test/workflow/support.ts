import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Options } from '../../src/curation/commands/command.ts';
import { examine } from '../../src/dataset/check.ts';
import { printProblems } from '../../src/dataset/print.ts';
import { runIn, type Said } from '../command.ts';
import { emptyFolder } from '../ending.ts';
import { copyFixture } from '../fixture.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A folder with a copy of the fixture in `data/`, or nothing yet, from which commands are run. */
export class Workplace {
  readonly folder = emptyFolder();

  constructor({ empty = false } = {}) {
    if (!empty) copyFixture(join(this.folder, 'data'));
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  write(file: string, content: string): this {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), content);
    return this;
  }

  replace(file: string, from: string, to: string): this {
    const text = this.read(file);
    if (text.split(from).length !== 2) throw new Error(`“${from}” does not stand once in ${file}`);
    return this.write(
      file,
      text.replace(from, () => to),
    );
  }

  remove(file: string): this {
    rmSync(join(this.folder, file));
    return this;
  }

  /** Every file below `data/` with its text. */
  files(): Record<string, string> {
    const entries = readdirSync(join(this.folder, 'data'), { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(
      paths.sort().map((path) => [path.slice(this.folder.length + 1), readFileSync(path, 'utf8')]),
    );
  }

  /** What `data:check` would print, a line for each problem. */
  problems(): string[] {
    const folder = join(this.folder, 'data');
    const printed = printProblems(folder, examine(folder).problems);
    return printed ? printed.split('\n') : [];
  }

  /** Options of a command that is called without its command line. */
  options(given: Partial<Options> = {}): Options {
    return { data: join(this.folder, 'data'), 'if-stale': false, check: false, ...given };
  }

  /** Runs a command line to its end in this folder. */
  run(...args: string[]): Promise<Said> {
    return runIn(this.folder, args);
  }
}
