/** The peers' own packages: installed when they are missing, apart from those of Tickwire. */
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of test/bench/peers. */
export const peersFolder = fileURLToPath(new URL('peers', import.meta.url));

const INSTALL_MS = 300_000;

/** Runs `npm ci` in the folder of the peers if what the lock file names is not there. */
export function installPeers(): void {
  const installed = join(peersFolder, 'node_modules', '.package-lock.json');
  const wanted = join(peersFolder, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  process.stderr.write('Installing the peers (npm ci in test/bench/peers) …\n');
  // Nothing of it needs its install script: what is native comes ready in the packages.
  execFileSync('npm', ['ci', '--ignore-scripts'], {
    cwd: peersFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: INSTALL_MS,
  });
}
