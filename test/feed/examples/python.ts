/** The Python of this machine, if it has what an example needs. */
import { spawnSync } from 'node:child_process';
import { findProgram } from '../../../deploy/local/find-program.ts';

/** Debian's own one first: it sees the packages that apt installs. */
const CANDIDATES = ['/usr/bin/python3', findProgram(['python3'])];

/** A Python 3 that can import these modules; undefined if there is none. */
export function findPython(...modules: string[]): string | undefined {
  const program = ['import sys', ...modules.map((name) => `import ${name}`)].join('\n');
  return CANDIDATES.find(
    (candidate) =>
      candidate !== undefined &&
      spawnSync(candidate, ['-c', program], { stdio: 'ignore', timeout: 10_000 }).status === 0,
  );
}
