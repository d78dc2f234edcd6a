/** Clients that want the same at the same pace, and have been told the same: one body serves them all. */
import type { TierMs } from '../../proto/frames.ts';
import { Backlog } from './backlog.ts';
import type { FanoutClient } from './client.ts';
import type { Subscription } from './topic.ts';

/** Wishes of one or more clients. A client that falls out of step gets a cohort of its own. */
export class Cohort {
  readonly subscriptions = new Map<string, Subscription>();
  readonly members = new Set<FanoutClient>();
  /** Subscriptions that have something to tell, each once. */
  readonly pending = new Backlog();
  tierMs: TierMs;
  /** Not sent data before this time. */
  dueAtMs = 0;
  /** Whether a turn will come by: in the queue, or held until its only member acknowledges. */
  isQueued = false;
  /** Name under which clients that come into step find it; undefined: they do not. */
  homeKey: string | undefined;

  constructor(tierMs: TierMs) {
    this.tierMs = tierMs;
  }

  /** Interval at which it is sent data when the adaptive one is `adaptiveMs`. */
  intervalMs(adaptiveMs: number): number {
    return Math.max(this.tierMs, adaptiveMs);
  }

  /**
   * When it may be sent data again after a frame at `nowMs`. Fixed tiers meet on common multiples, so
   * that cohorts of a tier share their fragments. A frame that came early makes the next one no earlier.
   */
  nextDueMs(nowMs: number, adaptiveMs: number): number {
    const intervalMs = this.intervalMs(adaptiveMs);
    const fromMs = Math.max(nowMs, this.dueAtMs);
    if (this.tierMs === 0) return fromMs + intervalMs;
    return Math.floor(fromMs / this.tierMs) * this.tierMs + intervalMs;
  }

  /** What tells it apart from cohorts with other wishes. */
  key(): string {
    const topics = [...this.subscriptions.values()].map(({ topic, groups, request }) => {
      const bars = request.bars.map(({ interval, historyCount }) => `${interval}x${historyCount}`);
      return `${String(topic.id)}:${String(groups)}:${bars.join('+')}`;
    });
    return `${String(this.tierMs)} ${topics.sort().join(' ')}`;
  }
}
