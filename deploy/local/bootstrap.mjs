/**
 * First step of every command on a fresh clone: checks Node, installs the dependencies if need be, hands over.
 *
 * Plain JavaScript and Node's own modules only: it runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { isInstalled, nodeProblem } from './installed.mjs';

const COMMANDS = ['start', 'test', 'feed', 'adapter'];
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', '..');

/** Ends the process with a message. */
function fail(message, code = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

/** Runs `npm ci`, with the npm that started this process if there is one. */
async function install() {
  process.stdout.write(
    'Installing the dependencies of package-lock.json (npm ci --include=dev): about 20 seconds …\n',
  );
  const args = ['ci', '--include=dev'];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: 'inherit' };
  const child =
    npm !== undefined && existsSync(npm) && /npm-cli\.c?js$/.test(npm)
      ? spawn(process.execPath, [npm, ...args], options)
      : spawn('npm', args, { ...options, shell: process.platform === 'win32' });
  // Ended half-way, npm must not go on alone and meet the npm of the next start.
  const stop = () => child.kill('SIGTERM');
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  const status = await new Promise((resolve) => {
    child.once('error', (error) => {
      fail(`Could not run npm (${error.message}): run \`npm ci --include=dev\` yourself.`);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
  process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop);
  if (status !== 0) {
    fail(
      'npm ci did not finish; its message stands above. Without a network, use a clone that has node_modules.',
      status,
    );
  }
}

const [command = '', ...args] = process.argv.slice(2);
if (!COMMANDS.includes(command)) {
  fail(`Expected one of the commands ${COMMANDS.join(', ')}, got "${command}".`, 2);
}
const problem = nodeProblem(process.versions.node);
if (problem !== undefined) fail(problem);
if (!isInstalled(root)) await install();

// In this process rather than in another one: signals need no forwarding, and the start is quicker.
const { register } = await import('tsx/esm/api');
register();
process.chdir(root);
const { run } = await import(pathToFileURL(join(root, 'deploy', 'local', `${command}.ts`)).href);
process.exitCode = await run(args);
