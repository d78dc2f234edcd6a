/** Compiles the load generator when its sources are newer than what was compiled before. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('.', import.meta.url));
const CACHE = fileURLToPath(
  new URL('../../../node_modules/.cache/tickwire-bench', import.meta.url),
);
const FLAGS = ['-std=gnu11', '-D_GNU_SOURCE', '-O2', '-Wall', '-Wextra', '-Wshadow'];
const LIBRARIES = ['-lssl', '-lcrypto', '-lm'];

/**
 * Returns the path of the compiled load generator; compiles it first when that is needed.
 *
 * @throws {Error} naming what to install when there is no compiler or no OpenSSL, with the compiler's own words.
 */
export function buildLoadGenerator(): string {
  const program = join(CACHE, 'load');
  const files = readdirSync(SOURCES).filter((name) => /\.[ch]$/.test(name));
  const paths = files.map((name) => join(SOURCES, name));
  const newestMs = Math.max(...paths.map((path) => statSync(path).mtimeMs));
  if (newestMs < (statSync(program, { throwIfNoEntry: false })?.mtimeMs ?? 0)) return program;

  mkdirSync(CACHE, { recursive: true });
  // Two runs may compile at once: each renames a whole program into place.
  const fresh = `${program}.${String(process.pid)}`;
  const sources = paths.filter((path) => path.endsWith('.c'));
  const compiled = spawnSync('cc', [...FLAGS, '-o', fresh, ...sources, ...LIBRARIES], {
    encoding: 'utf8',
  });
  if (compiled.status !== 0) {
    const reason = compiled.error?.message ?? compiled.stderr;
    throw new Error(
      'Cannot compile the load generator of the bench. It needs a C compiler and the headers of ' +
        `OpenSSL 3; on Debian and Ubuntu: apt-get install gcc libssl-dev\n${reason}`,
      { cause: compiled.error },
    );
  }
  renameSync(fresh, program);
  return program;
}
