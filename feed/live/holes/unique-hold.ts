/** Ticks of a symbol that wait for trades that are missing among them, whose ids tell no order; pure. */
import type { Tick, Trade } from '../../../proto/types.ts';
import type { VenueInstrument } from '../../venues/venue-mapper.ts';
import { gapTick, releasedTick, type HoleCounts } from './symbol-trades.ts';

/** A place in front of which trades may be missing. */
export interface UniqueMark {
  /** Index of the held tick behind it. */
  readonly at: number;
  /** Venue times between which they are missing, UNIX ms. */
  readonly fromMs: number;
  toMs: number;
  /** 0: not known. */
  readonly lostTrades: number;
  /** When they are asked for, UNIX ms; Infinity: they were. */
  askMs: number;
  /** Whether all were found. */
  isFilled: boolean;
}

export class UniqueHold {
  /** When it ends whatever is still missing, UNIX ms. */
  readonly endMs: number;
  readonly #ticks: Tick[] = [];
  readonly #marks: UniqueMark[] = [];
  readonly #heldIds = new Set<string>();
  readonly #found = new Map<string, Trade>();

  constructor(endMs: number) {
    this.endMs = endMs;
  }

  get length(): number {
    return this.#ticks.length;
  }

  /** Whether nothing is missing, as far as the venue knows. */
  get isWhole(): boolean {
    return this.#marks.every(({ isFilled }) => isFilled);
  }

  /** The next mark to ask for; undefined: all were. */
  get nextMark(): UniqueMark | undefined {
    return this.#marks.find(({ askMs }) => askMs < Infinity);
  }

  /** From here on, until `askMs`, the venue may not yet know what is missing. */
  mark(span: Pick<UniqueMark, 'fromMs' | 'toMs' | 'lostTrades' | 'askMs'>): void {
    const last = this.#marks.at(-1);
    if (last !== undefined && last.askMs < Infinity && this.tradeFrom(last.at) === undefined) {
      // Nothing came in between: it is one hole.
      last.toMs = span.toMs;
      last.askMs = span.askMs;
    } else this.#marks.push({ ...span, at: this.#ticks.length, isFilled: false });
  }

  /**
   * @param ids Of a trade: all by which it may come once more.
   * @returns   False for a trade that is held already.
   */
  push(tick: Tick, ids: readonly string[]): boolean {
    if (ids.length > 0 && ids.every((id) => this.#heldIds.has(id))) return false;
    for (const id of ids) {
      this.#heldIds.add(id);
      // The live one is the better witness.
      this.#found.delete(id);
    }
    this.#ticks.push(tick);
    return true;
  }

  /** A fetched trade. Returns false: it is there already. */
  add(trade: Trade): boolean {
    const { tradeId } = trade;
    if (tradeId === '' || this.#heldIds.has(tradeId) || this.#found.has(tradeId)) return false;
    this.#found.set(tradeId, { ...trade, isBackfill: true });
    return true;
  }

  /** The last held trade in front of the mark. */
  tradeBefore({ at }: UniqueMark): Trade | undefined {
    for (let index = at - 1; index >= 0; index--) {
      const tick = this.#ticks[index];
      if (tick?.kind === 'trade') return tick;
    }
    return undefined;
  }

  /** The first held trade at or behind an index. */
  tradeFrom(at: number): Trade | undefined {
    for (let index = at; index < this.#ticks.length; index++) {
      const tick = this.#ticks[index];
      if (tick?.kind === 'trade') return tick;
    }
    return undefined;
  }

  /**
   * Publishes everything: found trades by venue time among the held ones, gaps at the marks that were not filled.
   *
   * @param onTrade Hears of each published trade.
   */
  release(
    instrument: VenueInstrument,
    counts: HoleCounts,
    nowMs: number,
    out: Tick[],
    onTrade: (trade: Trade) => void,
  ): void {
    const found = [...this.#found.values()].sort((a, b) => a.venueTimeMs - b.venueTimeMs);
    let next = 0;
    const publish = (tick: Tick): void => {
      out.push(releasedTick(tick, nowMs));
      if (tick.kind === 'trade') onTrade(tick);
    };
    const publishFound = (untilMs: number): void => {
      for (; next < found.length; next++) {
        const trade = found[next];
        if (trade === undefined || trade.venueTimeMs > untilMs) return;
        counts.filledTrades += 1;
        publish(trade);
      }
    };
    for (let at = 0; at <= this.#ticks.length; at++) {
      const marks = this.#marks.filter((mark) => mark.at === at);
      if (marks.length > 0) {
        const following = this.tradeFrom(at);
        const open = marks.filter((mark) => !mark.isFilled);
        const [first] = open;
        if (first !== undefined) {
          const toMs = following?.venueTimeMs ?? open.at(-1)?.toMs ?? first.fromMs;
          const told = open.reduce((sum, mark) => sum + mark.lostTrades, 0);
          const isTold = open.every((mark) => mark.lostTrades > 0);
          const lostTrades = isTold ? Math.max(0, told - found.length) : 0;
          const span = { fromMs: first.fromMs, toMs, lostTrades };
          out.push(gapTick(instrument, span, nowMs, counts));
        }
        publishFound(following?.venueTimeMs ?? Infinity);
      }
      const tick = this.#ticks[at];
      if (tick === undefined) break;
      if (tick.kind === 'trade' && at > (this.#marks[0]?.at ?? 0)) publishFound(tick.venueTimeMs);
      publish(tick);
    }
    publishFound(Infinity);
  }
}
