import { defineConfig } from 'vitest/config';
import { BorrowersFirst } from './tests/support/shared/BorrowersFirst.ts';

/** Tests that start the whole product, a browser or a database: one at a time, or they take each other's deadlines away. */
const STACK = ['tests/e2e/**/*.test.ts', 'tests/faults/**/*.test.ts', 'tests/browser/**/*.test.ts'];

export default defineConfig({
  resolve: {
    // Without this the CommonJS and the ESM build of graphql meet in one process and refuse each other's types.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What is waited for comes; a machine that is busy with other tests may be late with it.
    expect: { poll: { timeout: 15_000 } },
    // What files share: a PostgreSQL per worker, and the whole product.
    globalSetup: ['tests/support/shared/setup.ts'],
    sequence: { sequencer: BorrowersFirst },
    env: { APOLLO_TELEMETRY_DISABLED: 'true', LOG_LEVEL: 'silent' },
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['tests/**/*.test.ts'],
          exclude: STACK,
          // Files leave nothing behind in their process: they share it, and its modules are read once.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'stack', include: STACK, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
