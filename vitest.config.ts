import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Without this the CommonJS and the ESM build of graphql meet in one process and refuse each other's types.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    env: { APOLLO_TELEMETRY_DISABLED: 'true', LOG_LEVEL: 'silent' },
  },
});
