/** Runs one of the project's programs in the foreground, once. */
import { spawn } from 'node:child_process';

/** Returns Node's arguments for a TypeScript program of this project. */
export function programArgs(script: string, args: readonly string[]): readonly string[] {
  return ['--import', 'tsx', script, ...args];
}

/**
 * Runs Node with the terminal of this process, passing signals on, and waits for the end.
 *
 * @param args Arguments of Node.
 * @param env  Added to this process's environment.
 * @returns    The exit code; 128 + n after signal n of those that stop a program.
 */
export async function runOnce(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const child = spawn(process.execPath, args, {
    // The channel lets the program notice when this process dies.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  // The terminal delivers Ctrl-C to the child as well; this process must only outlive it.
  const ignore = (): void => undefined;
  const forward = (): void => {
    child.kill('SIGTERM');
  };
  process.on('SIGINT', ignore).on('SIGTERM', forward).on('SIGHUP', forward);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
      });
    });
  } finally {
    process.off('SIGINT', ignore).off('SIGTERM', forward).off('SIGHUP', forward);
  }
}
