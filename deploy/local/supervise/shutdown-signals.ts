/** Turns Ctrl-C and its relatives into one orderly request to stop, and a second one into "at once". */
import { readFileSync } from 'node:fs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm passes a Ctrl-C on that the terminal has already delivered: one key press, two signals. */
const SAME_REQUEST_MS = 400;

/** Time between two looks whether npm is still there. */
const PARENT_CHECK_MS = 500;

/** The requests to stop. */
export interface ShutdownRequests {
  /** Resolves with the reason at the first request: a signal's name, or that npm is gone. */
  readonly requested: Promise<string>;
  /** Ends listening. */
  dispose(): void;
}

/**
 * Listens for signals, and under npm for the end of npm.
 *
 * npm runs a script through a shell, and a signal that ends npm or that shell does not reach the script.
 *
 * @param onInsist Called at the second signal: stop everything without waiting.
 */
export function listenForShutdown(onInsist: () => void): ShutdownRequests {
  let request: (reason: string) => void = () => undefined;
  const requested = new Promise<string>((resolve) => {
    request = resolve;
  });
  let firstAt: number | undefined;

  function onSignal(signal: NodeJS.Signals): void {
    const now = performance.now();
    firstAt ??= now;
    request(signal);
    if (now - firstAt > SAME_REQUEST_MS) onInsist();
  }

  for (const signal of SIGNALS) process.on(signal, onSignal);
  const isUnderNpm = process.env['npm_lifecycle_event'] !== undefined;
  const ancestors = parents();
  const timer = setInterval(() => {
    if (isUnderNpm && parents() !== ancestors) request('npm is gone');
  }, PARENT_CHECK_MS);
  timer.unref();
  return {
    requested,
    dispose() {
      clearInterval(timer);
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}

/** Ids of the parent, and where the system shows it of the parent's parent; they change when one ends. */
function parents(): string {
  const { ppid } = process;
  return `${ppid} ${parentOf(ppid) ?? ''}`;
}

/** Reads a process's parent from Linux's /proc; undefined elsewhere. */
function parentOf(pid: number): string | undefined {
  try {
    return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
