import { defineConfig } from 'vitest/config';

/** What takes processes, machines' means or many requests: `npm run test:fuzz`, `test:faults`, `test:cluster`, `test:bench`. */
export default defineConfig({
  test: {
    include: ['test/{fuzz,faults,cluster}/**/*.test.ts', 'test/bench/run.test.ts'],
    pool: 'forks',
    globalSetup: ['test/global.ts'],
    setupFiles: ['test/setup.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    disableConsoleIntercept: true,
  },
});
