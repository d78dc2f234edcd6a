/** Where the launcher keeps what is not source: Redis data, certificates, downloads. */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** Returns the absolute path of the folder, which exists: TICKWIRE_DATA_DIR, else `.tickwire`. */
export function dataDirectory(environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment['TICKWIRE_DATA_DIR'];
  const directory = resolve(root, given === undefined || given === '' ? '.tickwire' : given);
  mkdirSync(directory, { recursive: true });
  return directory;
}
