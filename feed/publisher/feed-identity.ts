/** Who a feed is, so that people and other feeds can tell. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface FeedIdentity {
  readonly host: string;
  /** Process id on that host. */
  readonly pid: number;
  /** When it started, UNIX ms by its host's clock. */
  readonly sinceMs: number;
  /**
   * Boot of the machine and namespace of its process ids. Empty where the system does not tell: then the host's
   * name alone says that two feeds see the same processes.
   */
  readonly scope: string;
}

/** Describes this process. */
export function ownIdentity(nowMs: number): FeedIdentity {
  return { host: hostname(), pid: process.pid, sinceMs: nowMs, scope: readScope() };
}

/** Whether a feed's process is certainly gone: it ran where `own` runs, and no such process is there. */
export function hasEnded(other: FeedIdentity, own: FeedIdentity): boolean {
  if (other.host !== own.host || other.scope !== own.scope) return false;
  try {
    // Signal 0 is not delivered; it only asks whether somebody could be signalled.
    process.kill(other.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** One line for messages. */
export function describeFeed({ host, pid, sinceMs }: FeedIdentity): string {
  return `pid ${String(pid)} on host ${host}, running since ${new Date(sinceMs).toISOString()}`;
}

/**
 * Reads what another feed wrote about itself.
 *
 * @returns Undefined when it is nothing of the kind: written by another version, or by hand.
 */
export function parseIdentity(text: string): FeedIdentity | undefined {
  try {
    const { host, pid, sinceMs, scope } = JSON.parse(text) as Partial<FeedIdentity>;
    if (typeof host !== 'string' || typeof scope !== 'string') return undefined;
    if (!Number.isSafeInteger(pid) || pid === undefined || pid <= 0) return undefined;
    if (typeof sinceMs !== 'number' || !(Math.abs(sinceMs) <= 8.64e15)) return undefined;
    return { host, pid, sinceMs, scope };
  } catch {
    return undefined;
  }
}

/** Linux tells; containers share a host's name more easily than its process ids. */
function readScope(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}
