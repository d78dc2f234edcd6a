/** What a process and a core have used so far, by Linux's /proc. */
import { readFileSync } from 'node:fs';

/** Of USER_HZ, which Linux fixes for programs. @see proc(5) */
const TICK_MS = 10;
const PAGE_BYTES = 4096;
/** Fields of /proc/<pid>/stat behind the name in parentheses, counted from 0. @see proc_pid_stat(5) */
const UTIME = 11;
const STIME = 12;
const RSS_PAGES = 21;

/** At one moment. */
export interface Usage {
  /** Steady clock, milliseconds. */
  readonly atMs: number;
  /** User and system time of all threads since the start of the process, milliseconds. */
  readonly cpuMs: number;
  /** Memory in RAM, bytes. */
  readonly rssBytes: number;
  /** Time that the server's core was not idle, by anybody, milliseconds; absent where no core is the server's own. */
  readonly coreBusyMs?: number;
}

/** Between two moments. */
export interface UsageShare {
  /** CPU time of the process per elapsed time; 1 is one core. */
  readonly cpuShare: number;
  /** Time of the core taken by others and by the kernel for nobody, per elapsed time. */
  readonly othersShare: number;
  /** At the end. */
  readonly rssBytes: number;
}

/** Reads what a process has used so far, and how long its core was busy. */
export function readUsage(pid: number, core: number | undefined): Usage {
  const fields = fieldsOf(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  return {
    atMs: performance.now(),
    cpuMs: ((fields[UTIME] ?? 0) + (fields[STIME] ?? 0)) * TICK_MS,
    rssBytes: (fields[RSS_PAGES] ?? 0) * PAGE_BYTES,
    ...(core !== undefined && {
      coreBusyMs: coreBusyMs(readFileSync('/proc/stat', 'utf8'), core),
    }),
  };
}

/** Pure: the shares between two readings. */
export function usageBetween(from: Usage, to: Usage): UsageShare {
  const elapsedMs = to.atMs - from.atMs;
  const cpuShare = (to.cpuMs - from.cpuMs) / elapsedMs;
  const busyMs = (to.coreBusyMs ?? NaN) - (from.coreBusyMs ?? NaN);
  const othersShare = Number.isNaN(busyMs) ? 0 : Math.max(0, busyMs / elapsedMs - cpuShare);
  return { cpuShare, othersShare, rssBytes: to.rssBytes };
}

/** Pure: the numbers behind the name, which may itself hold spaces and parentheses. */
export function fieldsOf(stat: string): number[] {
  return stat
    .slice(stat.lastIndexOf(')') + 2)
    .trim()
    .split(' ')
    .map(Number);
}

/** Pure: user, nice, system, irq, softirq and steal of one core from /proc/stat. */
export function coreBusyMs(stat: string, core: number): number {
  const line = stat.split('\n').find((one) => one.startsWith(`cpu${String(core)} `));
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (line ?? '')
    .split(' ')
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * TICK_MS;
}
