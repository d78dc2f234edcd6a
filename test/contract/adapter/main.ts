/** `npm run test:adapter -- ./my-feed.ts`: the contract suite against a module of the user's own. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MODULE_VARIABLE } from './module-variable.ts';

const USAGE = `Usage: npm run test:adapter -- ./my-feed.ts

Checks an adapter of your own (feed/adapter/README.md) before it meets its venue: what it claims, what it asks, what it
makes of its samples and of garbage, and a run against a server on this machine that plays the samples.
A module that is a function is opened as the feed would, and has a minute for its first tick.
`;

const [path, ...others] = process.argv.slice(2);
if (path === undefined || others.length > 0 || path === '--help' || path === '-h') {
  process.stderr.write(USAGE);
  process.exit(path === '--help' || path === '-h' ? 0 : 2);
}
const root = fileURLToPath(new URL('../../../', import.meta.url));
const vitest = fileURLToPath(import.meta.resolve('vitest/package.json')).replace(
  /package\.json$/,
  'vitest.mjs',
);
const child = spawn(
  process.execPath,
  [vitest, 'run', '--config', 'test/contract/adapter/vitest.config.ts'],
  {
    cwd: root,
    stdio: 'inherit',
    // npm runs its scripts in the project's folder.
    env: { ...process.env, [MODULE_VARIABLE]: resolve(process.env['INIT_CWD'] ?? '.', path) },
  },
);
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));
