/** Test projects: pure and real-process tests in Node, the page's pure parts in a DOM, whole-system runs. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  test: {
    // Two cores: one worker more would only steal time from the servers under test.
    maxWorkers: 2,
    reporters: ['default', 'test/summary-reporter.ts'],
    projects: [
      {
        root,
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'test/{proto,feed,server,deploy,contract,bench-tests,bench-tools}/**/*.test.ts',
          ],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'web',
          environment: 'happy-dom',
          include: ['test/web/**/*.test.ts'],
        },
      },
      {
        root,
        test: {
          name: 'chaos',
          environment: 'node',
          include: ['test/chaos/**/*.test.ts'],
          // Most of a scenario is waiting; more at once would make the machine the slowest link.
          maxConcurrency: 3,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
