/** Trades of a recording over several connections: repeated ones go, missing ones leave a gap, as live; pure. */
import type { Tick } from '../../proto/types.ts';
import { SymbolHoles } from '../live/holes/symbol-holes.ts';
import type { VenueCapabilities } from '../venues/venue-capabilities.ts';
import type { VenueInstrument } from '../venues/venue-mapper.ts';

/** As live: how long, and how many ticks of a symbol, are held at most while it is open whether trades are missing. */
const HOLD_MS = 10_000;
const MAX_HELD_TICKS = 5_000;

/**
 * What lies between two connections: live, the missing trades were fetched over HTTP where the venue has them; a recording
 * holds none of those, so there stands a gap instead.
 */
export class RecordedTrades {
  readonly #holes: SymbolHoles;
  /** Open connections by symbol. */
  readonly #carriers = new Map<string, Set<number>>();
  readonly #lost = new Set<string>();
  #lastMs = 0;

  constructor(instruments: readonly VenueInstrument[], tradeIds: VenueCapabilities['tradeIds']) {
    this.#holes = new SymbolHoles({
      instruments,
      tradeIds,
      canFill: false,
      holdMs: HOLD_MS,
      maxHeldTicks: MAX_HELD_TICKS,
      startFill: () => undefined,
    });
  }

  /** Ticks of one frame -> ticks to be played now. */
  push(connection: number, ticks: readonly Tick[], nowMs: number): readonly Tick[] {
    const due = this.#due(nowMs);
    const back: string[] = [];
    for (const { symbol } of ticks) {
      let carriers = this.#carriers.get(symbol);
      if (carriers === undefined) this.#carriers.set(symbol, (carriers = new Set()));
      carriers.add(connection);
      if (this.#lost.delete(symbol)) back.push(symbol);
    }
    if (back.length > 0) this.#holes.resumed(back, nowMs);
    const played = this.#holes.push(ticks, nowMs);
    return due.length === 0 ? played : [...due, ...played];
  }

  /** A connection has ended: what came over no other one is lost from here on. */
  closed(connection: number, nowMs: number): readonly Tick[] {
    const due = this.#due(nowMs);
    const lost: string[] = [];
    for (const [symbol, carriers] of this.#carriers) {
      if (!carriers.delete(connection) || carriers.size > 0 || this.#lost.has(symbol)) continue;
      this.#lost.add(symbol);
      lost.push(symbol);
    }
    if (lost.length > 0) this.#holes.lost(lost, nowMs);
    return due;
  }

  /** The recording is at its end: what was held. */
  end(): readonly Tick[] {
    return this.#holes.end([...this.#carriers.keys()], this.#lastMs);
  }

  #due(nowMs: number): readonly Tick[] {
    this.#lastMs = nowMs;
    return this.#holes.nextDueMs() <= nowMs ? this.#holes.expire(nowMs) : [];
  }
}
