/** Lint rules: strict types, and the direction of imports that keeps the core free of I/O. */
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const IO = ['node:*', 'ioredis', 'ws', 'fastify', '@fastify/*', 'pino', 'zod'];

/** Forbids imports of the given patterns in the given files, with the reason. */
function forbid(files, group, message) {
  return {
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
  };
}

export default ts.config(
  { ignores: ['node_modules', 'web/dist', 'proto/gen', '.tickwire', 'test/e2e/output'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '.ci/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: 'error',
      'max-lines': ['warn', { max: 400 }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: { 'svelte/require-each-key': 'error', 'svelte/no-at-html-tags': 'error' },
  },
  { files: ['**/*.js', '**/*.mjs'], ...ts.configs.disableTypeChecked },
  forbid(
    ['proto/**/*.ts'],
    ['**/feed/**', '**/server/**', '**/web/**', ...IO],
    'proto is the contract: it imports nothing but protobufjs.',
  ),
  forbid(
    ['feed/**/*.ts'],
    ['**/server/**', '**/web/**'],
    'feed imports proto only; processes meet in Redis.',
  ),
  forbid(
    ['feed/simulator/**/*.ts', 'feed/venues/**/*.ts'],
    [
      '**/server/**',
      '**/web/**',
      '**/live/**',
      '**/publisher/**',
      '**/files/**',
      '**/lines/**',
      ...IO,
    ],
    'Simulator and venues are pure: time and randomness come in as arguments, feed/live does the rest.',
  ),
  forbid(
    ['feed/live/holes/**/*.ts'],
    ['**/server/**', '**/web/**', '**/http/**', '**/publisher/**', ...IO],
    'Holes are pure: what is to be fetched is told, and who fetches it stands above.',
  ),
  forbid(
    ['feed/live/*.ts', 'feed/live/http/**/*.ts'],
    [
      '**/server/**',
      '**/web/**',
      '**/files/**',
      '**/lines/**',
      '**/adapter/**',
      '**/config/**',
      'ioredis',
    ],
    'Imports run main -> open-source -> live -> venues.',
  ),
  forbid(
    ['feed/{files,replay,lines}/**/*.ts'],
    ['**/server/**', '**/web/**', '**/publisher/**', '**/config/**', 'ioredis', 'ws'],
    'Files and lines know no network.',
  ),
  forbid(
    ['server/**/*.ts'],
    ['**/feed/**', '**/web/**'],
    'server imports proto only; processes meet in Redis.',
  ),
  forbid(
    ['server/market/**/*.ts'],
    [
      '**/feed/**',
      '**/web/**',
      '**/fanout/**',
      '**/recovery/**',
      '**/history/**',
      '**/gateway/**',
      '**/http/**',
      ...IO,
    ],
    'market is the pure core: no I/O, and nothing above it.',
  ),
  forbid(
    ['server/fanout/**/*.ts'],
    [
      '**/feed/**',
      '**/web/**',
      '**/recovery/**',
      '**/history/**',
      '**/gateway/**',
      '**/http/**',
      ...IO,
    ],
    'fanout is pure: it decides, the gateway carries out.',
  ),
  forbid(
    ['server/recorder/**/*.ts'],
    ['**/feed/**', '**/web/**', '**/fanout/**', '**/gateway/**', '**/http/**', '**/history/**'],
    'The recorder serves nobody: it uses recovery and market only.',
  ),
  forbid(
    ['server/{recovery,history,gateway,http}/**/*.ts'],
    ['**/feed/**', '**/web/**', '**/main.ts'],
    'Imports run main -> gateway/http -> history/recovery -> fanout -> market.',
  ),
  forbid(
    ['web/model/**/*.ts'],
    [
      '**/feed/**',
      '**/server/**',
      '**/client/**',
      '**/state/**',
      '**/charts/**',
      '**/components/**',
      'svelte*',
      'chart.js*',
      ...IO,
    ],
    'web/model is a leaf: pure functions and data.',
  ),
  forbid(
    ['web/client/**/*.ts'],
    [
      '**/feed/**',
      '**/server/**',
      '**/state/**',
      '**/charts/**',
      '**/components/**',
      'svelte*',
      'chart.js*',
      ...IO,
    ],
    'web/client runs in the worker: it knows proto and model only.',
  ),
  forbid(
    ['web/charts/**/*.ts'],
    [
      '**/feed/**',
      '**/server/**',
      '**/client/**',
      '**/state/**',
      '**/components/**',
      'svelte*',
      ...IO,
    ],
    'web/charts draws model data and is the only folder that imports chart.js.',
  ),
  forbid(
    ['web/state/**/*.ts'],
    ['**/feed/**', '**/server/**', '**/components/**', 'chart.js*', ...IO],
    'web/state sits between client and components.',
  ),
  forbid(
    ['web/components/**/*.svelte', 'web/components/**/*.ts', 'web/*.svelte'],
    ['**/feed/**', '**/server/**', 'chart.js*', ...IO],
    'Components show state; charts draw through web/charts.',
  ),
);
