/** Ends a process when this one dies, for programs that cannot notice it themselves. */
import { spawn } from 'node:child_process';

/** Waits for its input to end, which happens when the launcher is gone however it went. */
const SCRIPT = 'read -r _; kill -TERM "$1"';

/**
 * Starts a shell that sends SIGTERM to `pid` as soon as this process no longer exists.
 *
 * @returns A function that calls the guard off; to be called when `pid` has ended, since ids are used again.
 */
export function guardProcess(pid: number): () => void {
  if (process.platform === 'win32') return () => undefined;
  const guard = spawn('/bin/sh', ['-c', SCRIPT, 'tickwire-guard', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return () => {
    guard.kill('SIGKILL');
  };
}
