/** Decides which entries of a log are old enough to be trimmed, without asking any wall clock. Pure. */

/** The retention is watched in so many steps: an entry stays at most this part of it too long. */
const STEPS = 64;

/** Up to `id` the log had come at `elapsedMs`, and a step before at the earliest. */
interface Sample {
  readonly sinceMs: number;
  elapsedMs: number;
  id: string;
}

/**
 * Remembers which id the log had reached when, by a clock that only counts up.
 *
 * Ids are Redis's times, and this feed's wall clock may differ from them by hours or be set; a trim point of
 * "now" minus the retention would then empty the log, or never trim it. Redis's own clock may be set, too:
 * an id that was reached a retention ago is old, whatever it says.
 */
export class TrimPoint {
  readonly #retentionMs: number;
  /** Oldest first; the first may be older than the retention, the others are younger. */
  readonly #samples: Sample[] = [];
  #first: { readonly elapsedMs: number; readonly idMs: number } | undefined;

  /** @param retentionMs Age at which entries are trimmed, milliseconds. */
  constructor(retentionMs: number) {
    this.#retentionMs = retentionMs;
  }

  /**
   * The log's newest entry was `id` at the given moment.
   *
   * @param elapsedMs Never less than in the call before.
   */
  note(elapsedMs: number, id: string): void {
    this.#first ??= { elapsedMs, idMs: Number(id.split('-')[0]) };
    const newest = this.#samples.at(-1);
    if (newest !== undefined && elapsedMs - newest.sinceMs < this.#retentionMs / STEPS) {
      newest.elapsedMs = elapsedMs;
      newest.id = id;
    } else this.#samples.push({ sinceMs: elapsedMs, elapsedMs, id });
  }

  /** Oldest id to keep, for MINID; `0` while nothing is known to be old. */
  minId(elapsedMs: number): string {
    const oldMs = elapsedMs - this.#retentionMs;
    while ((this.#samples[1]?.elapsedMs ?? Infinity) <= oldMs) this.#samples.shift();
    const oldest = this.#samples[0];
    if (oldest !== undefined && oldest.elapsedMs <= oldMs) return oldest.id;
    if (this.#first === undefined) return '0';
    // From before this feed's time: what lies so far behind the first id that was seen.
    return String(Math.max(0, Math.floor(this.#first.idMs + oldMs - this.#first.elapsedMs)));
  }
}
