import { accessSync, constants, statfsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// What processes and threads have compiled, the next begin with: most of a start is that.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'demarche-compile-cache');

/** Bytes that have to be free in memory for what tests write: several times as many as they do. */
const ROOM = 4 * 2 ** 30;

/** Whether a folder in memory is there, and has room. */
function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > ROOM;
  } catch {
    return false; // not on Linux
  }
}

// Tests write some thousand files that none of them needs to find on a disk, and would wait for it.
if (!process.env.TMPDIR && hasRoom('/dev/shm')) process.env.TMPDIR = '/dev/shm';

/**
 * Files that take longest: one that is begun last would be waited for. Of those that ask the data that are served the first
 * builds its database: the others come later, and find it.
 */
const LONGEST = ['api/large', 'pages/sql', 'api/browser', 'api/oracle', 'api/server', 'pages/browser'];
const LATE = ['readme', 'pages/size', 'api/search-dataset', 'api/openapi-parameters'];

/** Orders the longest first, the others as vitest does: by how long they took, or how large they are. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const isOneOf = (name: string) => moduleId.endsWith(`/test/${name}.test.ts`);
      const at = LONGEST.findIndex(isOneOf);
      return at < 0 ? LONGEST.length + Number(LATE.some(isOneOf)) : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/{fuzz,faults,cluster}/**', 'test/bench/run.test.ts'], // vitest.slow.config.ts
    // Separate processes: a native module is loaded once per process.
    pool: 'forks',
    // Tests begin as quickly as what they test.
    execArgv: ['--import', new URL('src/loading.ts', import.meta.url).href],
    // Files share the modules they import: loading those anew for each took a third of the time. See test/ending.ts.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/global.ts'],
    setupFiles: ['test/setup.ts'],
    // One more than cores: tests wait for servers, browsers and disks.
    maxWorkers: availableParallelism() + 1,
    // A machine may be busy: one test takes seconds where it has the cores for itself.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
