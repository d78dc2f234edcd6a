/** Looks for a program on the PATH. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Names of Redis-compatible servers, the preferred one first. */
export const redisNames: readonly string[] = ['redis-server', 'valkey-server'];

/** Names under which systems install Chromium or Chrome, the preferred one first. */
export const chromiumNames: readonly string[] = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/**
 * Returns the absolute path of the first of `names` that can be run, or undefined.
 *
 * @param names       Program names without a folder, the preferred one first.
 * @param searchPath  Folders as in PATH. Default: the PATH of this process.
 */
export function findProgram(
  names: readonly string[],
  searchPath = process.env['PATH'] ?? '',
): string | undefined {
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '');
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  for (const name of names) {
    for (const folder of folders) {
      for (const ending of endings) {
        const candidate = join(folder, name + ending);
        if (isExecutable(candidate)) return candidate;
      }
    }
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
