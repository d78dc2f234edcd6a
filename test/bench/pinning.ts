/** Which cores the bench uses: one for the server under test, one for everything else. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findProgram } from '../../deploy/local/find-program.ts';

/** The cores, or why there are none to choose from. */
export type Cores =
  | { readonly kind: 'pinned'; readonly server: number; readonly others: number }
  | { readonly kind: 'unpinned'; readonly reason: string };

/** Chooses the first two cores that this process may use. */
export function chooseCores(): Cores {
  if (findProgram(['taskset']) === undefined) {
    return { kind: 'unpinned', reason: 'no taskset on the PATH (Debian: util-linux)' };
  }
  const [server, others] = allowedCores(readFileSync('/proc/self/status', 'utf8'));
  if (server === undefined || others === undefined) {
    return { kind: 'unpinned', reason: 'only one core' };
  }
  return { kind: 'pinned', server, others };
}

/** Moves this process with all its threads to the cores of everything else; children begin there, too. */
export function pinSelf(cores: Cores): void {
  if (cores.kind === 'unpinned') return;
  execFileSync('taskset', ['-a', '-cp', String(cores.others), String(process.pid)]);
}

/** Pure: cores named by `Cpus_allowed_list` in /proc/<pid>/status, such as `0-1,4`. */
export function allowedCores(status: string): number[] {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '';
  return list
    .split(',')
    .filter((range) => range !== '')
    .flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
}
