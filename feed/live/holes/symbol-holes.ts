/** Lets no trade pass twice and none be missing in silence: holds a symbol's ticks, fills the hole, releases; pure. */
import type { Tick } from '../../../proto/types.ts';
import type { TradeHole } from '../../venues/venue.ts';
import type { VenueCapabilities } from '../../venues/venue-capabilities.ts';
import type { VenueInstrument } from '../../venues/venue-mapper.ts';
import { ContiguousTrades } from './contiguous-trades.ts';
import type { FillResult, HoleCounts, SymbolTrades } from './symbol-trades.ts';
import { UniqueTrades } from './unique-trades.ts';

export interface SymbolHolesOptions {
  /** Ticks of others pass as they are. */
  readonly instruments: readonly VenueInstrument[];
  readonly tradeIds: VenueCapabilities['tradeIds'];
  /** Whether missing trades can be fetched. */
  readonly canFill: boolean;
  /** Ticks of a symbol wait so long for missing trades at most, ms. */
  readonly holdMs: number;
  /** And so many of them. */
  readonly maxHeldTicks: number;
  /**
   * Asks for the trades of a hole. Each call is to be answered by exactly one `filled` of that symbol, not from within
   * the call itself; until then nothing more is asked for it.
   */
  readonly startFill: (hole: TradeHole) => void;
  /**
   * Nobody waits for the answer to the last `startFill` of the symbol any more: to be answered by `filled` all the
   * same, soon, not from within the call itself. Absent: it may come when it comes.
   */
  readonly endFill?: (symbol: string) => void;
  /** `TradeService.matchIds`: ids by which fetched trades may repeat a live one. Absent: by its own only. */
  readonly matchIds?: ((tradeId: string) => readonly string[]) | undefined;
}

/**
 * All symbols of one source, over all its connections. Times are received times, UNIX ms, never going back; ticks that
 * were held are published as received when they are released.
 *
 * What may be held are trades, quotes and depths, in their order; statuses pass at once. By the ids of trades:
 *
 * - `contiguous`: each id is passed on once. One that is not the next one starts a hold, and so does a new
 *   connection; the next id, or the fetched trades, end it. What cannot be had leaves a gap with its number, and a
 *   new connection of which nothing is known after `holdMs` a gap of unknown number. Gaps of the mapper are
 *   judged by the ids. Ids that were begun anew are known by `RestartedIds`.
 * - `unique`: ids that were seen are dropped. A new connection, or a gap of the mapper, starts a hold, which the venue's
 *   answer ends. Cannot they be fetched: a gap at once.
 * - `none`: nothing can be dropped or fetched: a new connection is a gap at once.
 *
 * A symbol of which no trade was ever published misses none.
 */
export class SymbolHoles {
  readonly #symbols = new Map<string, SymbolTrades>();
  /** Those with something due. */
  readonly #waiting = new Set<SymbolTrades>();
  readonly #counts: HoleCounts = {
    repeatedTrades: 0,
    holds: 0,
    gaps: 0,
    lostTrades: 0,
    filledTrades: 0,
    lateAnswers: 0,
    idRestarts: 0,
  };

  constructor(options: SymbolHolesOptions) {
    const { instruments, tradeIds, endFill, ...rest } = options;
    const canFill = options.canFill && tradeIds !== 'none';
    for (const instrument of instruments) {
      const own = {
        ...rest,
        endFill: () => endFill?.(instrument.instrument.symbol),
        instrument,
        canFill,
        counts: this.#counts,
      };
      this.#symbols.set(
        instrument.instrument.symbol,
        tradeIds === 'contiguous' ? new ContiguousTrades(own) : new UniqueTrades(own),
      );
    }
  }

  /** Happened so far: name -> count. */
  counts(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  /**
   * Takes what the mapper of any connection gave.
   *
   * @param ticks Of one frame, or more, in order; what a gap tick says is judged by the ticks behind it in the same call.
   * @returns     What is to be published now, in order.
   */
  push(ticks: readonly Tick[], nowMs: number): Tick[] {
    const out: Tick[] = [];
    for (const tick of ticks) {
      const trades = this.#symbols.get(tick.symbol);
      if (trades === undefined) out.push(tick);
      else trades.push(tick, nowMs, out);
    }
    let previous: string | undefined;
    for (const { symbol } of ticks) {
      // A frame is mostly of one symbol; twice does no harm.
      if (symbol === previous) continue;
      previous = symbol;
      const trades = this.#symbols.get(symbol);
      trades?.endPush(nowMs, out);
      this.#note(trades);
    }
    return out;
  }

  /** The connection of these symbols was lost. */
  lost(symbols: readonly string[], nowMs: number): void {
    for (const symbol of symbols) this.#symbols.get(symbol)?.lost(nowMs);
  }

  /** These symbols are subscribed again. Their holes are asked for with the next `push` or `expire`, which is due at once. */
  resumed(symbols: readonly string[], nowMs: number): void {
    for (const symbol of symbols) {
      const trades = this.#symbols.get(symbol);
      trades?.resumed(nowMs);
      this.#note(trades);
    }
  }

  /**
   * Takes the answer to the symbol's last `startFill`.
   *
   * @param result Undefined: it could not be had.
   * @returns      What is to be published now, in order.
   */
  filled(symbol: string, result: FillResult | undefined, nowMs: number): Tick[] {
    const out: Tick[] = [];
    const trades = this.#symbols.get(symbol);
    trades?.filled(result, nowMs, out);
    this.#note(trades);
    return out;
  }

  /** Ends holds that are due, and asks again. */
  expire(nowMs: number): Tick[] {
    const out: Tick[] = [];
    for (const trades of [...this.#waiting]) {
      if (trades.dueMs > nowMs) continue;
      trades.expire(nowMs, out);
      this.#note(trades);
    }
    return out;
  }

  /** These symbols are given up: publishes what is held of them, and waits for nothing any more. */
  end(symbols: readonly string[], nowMs: number): Tick[] {
    const out: Tick[] = [];
    for (const symbol of symbols) {
      const trades = this.#symbols.get(symbol);
      trades?.end(nowMs, out);
      this.#note(trades);
    }
    return out;
  }

  /** When `expire` is next worth calling, UNIX ms; Infinity: nothing is waited for. */
  nextDueMs(): number {
    let dueMs = Infinity;
    for (const trades of this.#waiting) dueMs = Math.min(dueMs, trades.dueMs);
    return dueMs;
  }

  #note(trades: SymbolTrades | undefined): void {
    if (trades === undefined) return;
    if (trades.dueMs < Infinity) this.#waiting.add(trades);
    else this.#waiting.delete(trades);
  }
}
