/** Waits until nobody else uses the machine much: figures of a machine at work say little. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { coreBusyMs } from './process-usage.ts';

const LOOK_MS = 1_000;
/** A machine is quiet when no core is busy for more of the time than this. */
const QUIET_SHARE = 0.1;

/** Resolves when a second has passed in quiet, or when the patience is at its end; 0: at once. */
export async function waitUntilQuiet(patienceMs: number): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while (performance.now() < endMs) {
    const before = readFileSync('/proc/stat', 'utf8');
    const startMs = performance.now();
    await delay(LOOK_MS);
    const elapsedMs = performance.now() - startMs;
    const after = readFileSync('/proc/stat', 'utf8');
    if (busiestShare(before, after, elapsedMs) <= QUIET_SHARE) return;
  }
}

/** Pure: busy time per elapsed time of the busiest core, between two readings of /proc/stat. */
export function busiestShare(before: string, after: string, elapsedMs: number): number {
  const cores = [...after.matchAll(/^cpu(\d+) /gm)].map(([, number]) => Number(number));
  return Math.max(
    ...cores.map((core) => (coreBusyMs(after, core) - coreBusyMs(before, core)) / elapsedMs),
  );
}
