import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/{fuzz,faults,cluster}/**', 'test/bench/run.test.ts'], // vitest.slow.config.ts
    // Separate processes: a native module is loaded once per process.
    pool: 'forks',
    // Files share the modules they import: loading those anew for each took a third of the time. See test/ending.ts.
    isolate: false,
    globalSetup: ['test/global.ts'],
    setupFiles: ['test/setup.ts'],
    // One more than cores: tests wait for servers, browsers and disks.
    maxWorkers: availableParallelism() + 1,
    // A machine may be busy: one test takes seconds where it has the cores for itself.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
