/** Messages to a venue in order, never more of them than it allows; pure. */
import { RateLimit } from './rate-limit.ts';
import type { RateLimit as Limit } from '../venues/venue-capabilities.ts';

/** The venue's clock and the way to it are not ours: spans are taken this much longer. */
const MARGIN = 1.1;

export interface OutMessage {
  readonly text: string;
  /** Called when it has been sent. */
  readonly onSent?: () => void;
}

/** The limit as it is kept to. */
export function withMargin(limit: Limit | undefined): Limit | undefined {
  return limit && { count: limit.count, perMs: Math.ceil(limit.perMs * MARGIN) };
}

/** What one connection sends. Times are ms of a clock that never goes back. */
export class Outbox {
  readonly #limit: RateLimit;
  readonly #urgent: OutMessage[] = [];
  readonly #messages: OutMessage[] = [];

  constructor(limit: Limit | undefined) {
    this.#limit = new RateLimit(withMargin(limit));
  }

  /** Messages that wait. */
  get length(): number {
    return this.#urgent.length + this.#messages.length;
  }

  push(message: OutMessage): void {
    this.#messages.push(message);
  }

  /** In front of all others: without pings the venue ends the connection. */
  pushUrgent(message: OutMessage): void {
    this.#urgent.push(message);
  }

  /** Something that counts as a message went out by itself. */
  count(nowMs: number): void {
    this.#limit.take(nowMs);
  }

  /** Whether something that is no text may be sent now; it is counted then. */
  mayCount(nowMs: number): boolean {
    if (this.#limit.delayMs(nowMs) > 0) return false;
    this.#limit.take(nowMs);
    return true;
  }

  /** What may be sent now, in order; counted as sent. */
  take(nowMs: number): OutMessage[] {
    const taken: OutMessage[] = [];
    while (this.length > 0 && this.#limit.delayMs(nowMs) <= 0) {
      const message = this.#urgent.shift() ?? this.#messages.shift();
      if (message === undefined) break;
      this.#limit.take(nowMs);
      taken.push(message);
    }
    return taken;
  }
}
