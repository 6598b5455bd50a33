import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/{fuzz,faults,cluster}/**'], // vitest.slow.config.ts
    // Separate processes: a native module is loaded once per process.
    pool: 'forks',
    // Files share the modules they import: loading those anew for each took a third of the time. See test/ending.ts.
    isolate: false,
    setupFiles: ['test/setup.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
