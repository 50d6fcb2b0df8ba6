import { defineConfig } from 'vitest/config';

const MINUTE = 60_000;

export default defineConfig({
  test: {
    passWithNoTests: false,
    allowOnly: false,
    poolOptions: { forks: { minForks: 1, maxForks: 2 } },
    projects: [
      // far longer than any takes, for machines that do something else, too
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 5 * MINUTE } },
      {
        test: {
          // real processes, which mostly wait
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 3 * MINUTE,
          hookTimeout: 10 * MINUTE,
        },
      },
      {
        test: {
          name: 'webview',
          include: ['test/webview/**/*.test.ts'],
          pool: 'forks',
          poolOptions: { forks: { singleFork: true } },
          testTimeout: MINUTE,
          hookTimeout: 2 * MINUTE,
        },
      },
    ],
  },
});
