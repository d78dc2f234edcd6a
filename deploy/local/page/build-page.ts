/** Builds the page when its sources have changed since the last build. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** All that the page is made from, relative to the repository. */
const INPUTS = ['web', 'proto', 'package-lock.json', 'tsconfig.json'];

/** Arguments of vite for one build. */
export const VITE_BUILD = ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'];

/** Outcome of `buildPage`. */
export type PageBuild = 'unchanged' | 'built';

/**
 * Builds web/dist unless it was built from exactly the present sources.
 *
 * The mark of what it was built from lies in web/dist, which vite empties at each build, so a build
 * that was interrupted or made in another way leaves no mark.
 *
 * @param root   Absolute path of the repository.
 * @param say    Prints one line.
 * @param signal Ends the build.
 * @throws {Error} when vite fails; its own message has been printed.
 */
export async function buildPage(
  root: string,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<PageBuild> {
  const output = join(root, 'web', 'dist');
  const mark = join(output, '.built-from');
  const fingerprint = fingerprintFiles(root, INPUTS);
  if (existsSync(join(output, 'index.html')) && readText(mark) === fingerprint) return 'unchanged';
  say('Building the page …');
  rmSync(mark, { force: true });
  await runVite(root, signal);
  writeFileSync(mark, fingerprint);
  return 'built';
}

/**
 * Returns a hash of the names and contents of the files in `inputs`, in a fixed order.
 *
 * @param inputs Files and folders relative to `root`; `dist` and `node_modules` in them are left out.
 */
export function fingerprintFiles(root: string, inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => listFiles(join(root, input)))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function listFiles(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const found: string[] = [];
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const entries = namesIn(next);
    if (entries === undefined) found.push(next);
    else {
      for (const name of entries) {
        if (name !== 'dist' && name !== 'node_modules') waiting.push(join(next, name));
      }
    }
  }
  return found.sort();
}

/** Returns the names in a folder; undefined for a file. */
function namesIn(path: string): readonly string[] | undefined {
  try {
    return readdirSync(path);
  } catch {
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function runVite(root: string, signal: AbortSignal | undefined): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [vite, ...VITE_BUILD], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      ...(signal !== undefined && { signal }),
    });
    child.once('error', reject);
    child.once('exit', (code, killedBy) => {
      if (code === 0) resolve();
      else reject(new Error(`Building the page failed (${String(code ?? killedBy)}), see above`));
    });
  });
}
