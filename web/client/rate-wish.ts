/** Decides which flush interval the server is asked for: the user's choice, or slower while nobody looks. */
import type { TierMs } from '../../proto/frames.ts';

/** Tier of a page that nobody sees. */
export const HIDDEN_TIER_MS: TierMs = 1_000;
/** A SetRate goes out at most this often: a held arrow key must not exceed the server's limit, ms. */
export const RATE_SPACING_MS = 100;

/** The wish, and what the present connection was told of it. Pure: told what happened, asked what to send. */
export class RateWish {
  #chosenMs: TierMs = 0;
  #isHidden = false;
  /** Every connection starts with the fastest tier. */
  #askedMs: TierMs = 0;
  #lastAskedAtMs = -Infinity;

  /** Starts a connection: it was asked for nothing yet. */
  reset(): void {
    this.#askedMs = 0;
    this.#lastAskedAtMs = -Infinity;
  }

  /** Takes the user's choice. */
  choose(tierMs: TierMs): void {
    this.#chosenMs = tierMs;
  }

  setHidden(isHidden: boolean): void {
    this.#isHidden = isHidden;
  }

  /** When `take` would next give a tier; Infinity while the server does what is wanted. */
  get dueMs(): number {
    return this.#wantedMs === this.#askedMs ? Infinity : this.#lastAskedAtMs + RATE_SPACING_MS;
  }

  /** Returns the tier to ask for now; undefined: none. */
  take(nowMs: number): TierMs | undefined {
    if (nowMs < this.dueMs) return undefined;
    this.#askedMs = this.#wantedMs;
    this.#lastAskedAtMs = nowMs;
    return this.#askedMs;
  }

  get #wantedMs(): TierMs {
    return this.#isHidden && this.#chosenMs < HIDDEN_TIER_MS ? HIDDEN_TIER_MS : this.#chosenMs;
  }
}
