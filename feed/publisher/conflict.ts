/** Decides what to do about another feed that publishes the same symbols. Pure. */
import type { FeedIdentity } from './feed-identity.ts';

/** A feed that renews nothing for so long has lost its symbols, milliseconds. */
export const LEASE_MS = 5_000;
/** A remaining time that has grown by this much was renewed, milliseconds. */
const RENEWAL_MS = 100;

/** Another feed with a lease on symbols of ours. */
export interface OtherFeed {
  readonly id: string;
  readonly identity: FeedIdentity;
  /** Until its lease ends, milliseconds. */
  readonly leaseMs: number;
  /** Some of the symbols that both publish. */
  readonly symbols: readonly string[];
  /** How many both publish. */
  readonly symbolCount: number;
}

/** What to do about one of them. */
export type Verdict =
  /** Its process has ended, it gave no sign of life, or it is to be replaced: its symbols may be taken. */
  | { readonly kind: 'oust'; readonly reason: string }
  /** It may be alive or not: look again soon. */
  | { readonly kind: 'wait' }
  /** It is alive. */
  | { readonly kind: 'yield' };

/** How the deciding feed stands. */
export interface ConflictSituation {
  /** Milliseconds since some moment, counting up only. */
  readonly elapsedMs: number;
  /** Told to replace whoever is there. */
  readonly shouldTakeOver: boolean;
  /** It has published these symbols already: the other one has replaced it. */
  readonly wasOwner: boolean;
  /** Whether the other feed's process is certainly gone. */
  readonly hasEnded: (identity: FeedIdentity) => boolean;
}

interface Watched {
  readonly sinceMs: number;
  leaseMs: number;
}

/** Watches leases from one look to the next: one that is renewed belongs to a live feed. */
export class ConflictWatch {
  readonly #watched = new Map<string, Watched>();

  judge({ id, identity, leaseMs }: OtherFeed, situation: ConflictSituation): Verdict {
    const { elapsedMs, shouldTakeOver, wasOwner, hasEnded } = situation;
    if (hasEnded(identity)) return { kind: 'oust', reason: 'its process has ended' };
    if (wasOwner) return { kind: 'yield' };
    if (shouldTakeOver) return { kind: 'oust', reason: 'told so by --takeover' };
    const watched = this.#watched.get(id);
    if (watched === undefined) {
      this.#watched.set(id, { sinceMs: elapsedMs, leaseMs });
      return { kind: 'wait' };
    }
    if (leaseMs > watched.leaseMs + RENEWAL_MS) return { kind: 'yield' };
    watched.leaseMs = leaseMs;
    // Redis ends leases by its wall clock; one that was set back would keep a dead feed's for hours.
    const isOver = elapsedMs - watched.sinceMs > LEASE_MS;
    return isOver ? { kind: 'oust', reason: 'it gave no sign of life' } : { kind: 'wait' };
  }
}
