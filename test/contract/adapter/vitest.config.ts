/** Runs the contract suite against one module, with every check on a line of its own. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export default defineConfig({
  root,
  test: {
    name: 'adapter',
    environment: 'node',
    include: ['test/contract/adapter/adapter-suite.ts'],
    reporters: [
      'verbose',
      'test/summary-reporter.ts',
      'test/contract/adapter/not-checked-reporter.ts',
    ],
    testTimeout: 30_000,
  },
});
