/** Trades of one symbol whose ids count up by one: each exactly once, in order, or a gap where some are missing; pure. */
import type { Gap, Tick, Trade } from '../../../proto/types.ts';
import { ContiguousHold } from './contiguous-hold.ts';
import { RestartedIds } from './restarted-ids.ts';
import {
  gapTick,
  type FillResult,
  type SymbolTrades,
  type SymbolTradesOptions,
} from './symbol-trades.ts';
import { idDistance, parseTradeId, type TradeId } from './trade-id.ts';

/** A venue's answers may lag behind its stream: first wait before the same is asked again, ms; it doubles. */
const LAG_MS = 500;
const MAX_LAGS = 3;

/** The request under way. */
interface Asked {
  readonly hold: ContiguousHold;
  readonly beforeId: TradeId | undefined;
  /** Of the hold when it was asked. */
  readonly markCount: number;
}

interface Answer {
  readonly isComplete: boolean;
  /** Whether it had trades that were not known. */
  readonly hasNew: boolean;
  /** Its highest id in front of `Asked.beforeId`; undefined: it had none. */
  readonly reachedId: TradeId | undefined;
}

/**
 * The ids alone decide: a trade that follows the last one shows that nothing is missing, whatever happened to
 * connections; one further on shows what is. Only between a new connection and its first trade nothing is known; then
 * the venue is asked, and where it has no answer within `holdMs`, a gap of unknown number says so.
 */
export class ContiguousTrades implements SymbolTrades {
  readonly #options: SymbolTradesOptions;
  readonly #restarts: RestartedIds;
  /** Published or given up up to here; undefined before the first trade. */
  #lastId: TradeId | undefined;
  #lastTimeMs = 0;
  /** Latest venue time of any trade, and of any tick. */
  #newestTradeMs = 0;
  #newestTickMs = 0;
  /** When its connection was lost; undefined: it was not, or it is back. */
  #lostMs: number | undefined;
  #hold: ContiguousHold | undefined;
  #asked: Asked | undefined;
  /** A gap of the mapper that no trade of the same frame has explained. */
  #hint: Gap | undefined;
  /** Lost trades behind the last one that gaps have told of already. */
  #toldTrades = 0;
  /** Trades may be missing of which nothing is known; told at `dueMs` unless a trade shows better. */
  #doubt: { readonly fromMs: number; readonly toMs: number; readonly dueMs: number } | undefined;

  constructor(options: SymbolTradesOptions) {
    this.#options = options;
    this.#restarts = new RestartedIds(options.holdMs);
  }

  get dueMs(): number {
    const { endMs = Infinity, askMs = Infinity } = this.#hold ?? {};
    return Math.min(
      endMs,
      this.#asked === undefined ? askMs : Infinity,
      this.#doubt?.dueMs ?? Infinity,
      this.#restarts.dueMs,
    );
  }

  push(tick: Tick, nowMs: number, out: Tick[]): void {
    switch (tick.kind) {
      case 'status':
        out.push(tick);
        return;
      case 'gap':
        if (this.#lastId === undefined) out.push(tick);
        else this.#hint ??= tick;
        return;
      case 'trade': {
        const id = parseTradeId(tick.tradeId);
        if (id !== undefined) {
          this.#trade(tick, id, nowMs, out);
          return;
        }
        break;
      }
      case 'quote':
      case 'depth':
        break;
    }
    this.#newestTickMs = Math.max(this.#newestTickMs, tick.venueTimeMs);
    if (this.#hold === undefined) out.push(tick);
    else this.#hold.push(tick);
  }

  endPush(nowMs: number, out: Tick[]): void {
    const hint = this.#hint;
    this.#hint = undefined;
    if (hint !== undefined) this.#doubtBy(hint, nowMs, out);
    if (this.#hold === undefined) return;
    if (this.#hold.length >= this.#options.maxHeldTicks) this.#release(nowMs, out);
    else this.#askIfDue(nowMs);
  }

  lost(nowMs: number): void {
    this.#lostMs ??= nowMs;
  }

  resumed(nowMs: number): void {
    const lostMs = this.#lostMs;
    this.#lostMs = undefined;
    if (lostMs === undefined || this.#lastId === undefined) return;
    // The newest tick may have been dated ahead.
    const fromMs = Math.min(this.#newestTickMs, lostMs);
    if (this.#options.canFill) this.#startHold(nowMs).mark(fromMs, nowMs);
    else {
      const dueMs = nowMs + this.#options.holdMs;
      this.#doubt = { fromMs, dueMs, ...this.#doubt, toMs: nowMs };
    }
  }

  filled(result: FillResult | undefined, nowMs: number, out: Tick[]): void {
    const asked = this.#asked;
    this.#asked = undefined;
    const hold = this.#hold;
    const lastId = this.#lastId;
    if (hold === undefined || lastId === undefined) {
      this.#options.counts.lateAnswers += 1;
      return;
    }
    let hasNew = false;
    let reachedId: TradeId | undefined;
    for (const trade of result?.trades ?? []) {
      const id = parseTradeId(trade.tradeId);
      if (id === undefined || id <= lastId) continue;
      if (hold.add(trade, id)) hasNew = true;
      const isInside = asked?.beforeId !== undefined && id < asked.beforeId;
      if (isInside && (reachedId === undefined || id > reachedId)) reachedId = id;
    }
    if (asked?.hold !== hold) {
      // An answer to an earlier hold: its trades are as good as any, but it says nothing about this one.
      hold.settle(undefined);
      this.#goOn(hold, nowMs, out);
    } else if (result === undefined) {
      this.#fail(hold, nowMs, out);
    } else if (
      this.#judge(hold, asked, { isComplete: result.isComplete, hasNew, reachedId }, nowMs)
    ) {
      this.#goOn(hold, nowMs, out);
    } else {
      this.#fail(hold, nowMs, out);
    }
  }

  expire(nowMs: number, out: Tick[]): void {
    this.#restartIfBelieved(nowMs, out);
    if (this.#hold !== undefined && nowMs >= this.#hold.endMs) this.#release(nowMs, out);
    this.#askIfDue(nowMs);
    const doubt = this.#doubt;
    if (doubt === undefined || nowMs < doubt.dueMs) return;
    this.#doubt = undefined;
    out.push(
      gapTick(this.#options.instrument, { ...doubt, lostTrades: 0 }, nowMs, this.#options.counts),
    );
  }

  end(nowMs: number, out: Tick[]): void {
    if (this.#hold !== undefined) this.#release(nowMs, out);
    this.#restarts.clear();
    this.#doubt = undefined;
    this.#hint = undefined;
    this.#lastId = undefined;
    this.#lostMs = undefined;
  }

  #trade(trade: Trade, id: TradeId, nowMs: number, out: Tick[]): void {
    this.#hint = undefined;
    if (this.#lastId !== undefined && id <= this.#lastId) {
      const isKept = this.#restarts.push(trade, id, this.#lastId, this.#newestTradeMs, nowMs);
      if (isKept) this.#restartIfBelieved(nowMs, out);
      else this.#options.counts.repeatedTrades += 1;
      return;
    }
    this.#restarts.clear();
    this.#lostMs = undefined;
    this.#doubt = undefined;
    this.#newestTradeMs = Math.max(this.#newestTradeMs, trade.venueTimeMs);
    this.#newestTickMs = Math.max(this.#newestTickMs, trade.venueTimeMs);
    if (this.#hold !== undefined) {
      this.#holdTrade(this.#hold, trade, id, nowMs, out);
      return;
    }
    const missing = this.#lastId === undefined ? 0 : idDistance(this.#lastId, id) - 1;
    if (missing > 0 && this.#options.canFill) {
      const hold = this.#startHold(nowMs);
      this.#holdTrade(hold, trade, id, nowMs, out);
      return;
    }
    const lostTrades = missing - this.#toldTrades;
    if (lostTrades > 0) {
      const span = { fromMs: this.#lastTimeMs, toMs: trade.venueTimeMs, lostTrades };
      out.push(gapTick(this.#options.instrument, span, nowMs, this.#options.counts));
    }
    out.push(trade);
    this.#toldTrades = 0;
    this.#lastId = id;
    this.#lastTimeMs = trade.venueTimeMs;
  }

  #holdTrade(hold: ContiguousHold, trade: Trade, id: TradeId, nowMs: number, out: Tick[]): void {
    if (!hold.pushTrade(trade, id)) this.#options.counts.repeatedTrades += 1;
    else if (hold.isWhole) this.#release(nowMs, out);
  }

  /** The hold that there is, or a new one, which asks at the end of this push, or with the next `expire`. */
  #startHold(nowMs: number): ContiguousHold {
    if (this.#hold === undefined) {
      const cursor = { id: this.#lastId ?? 0, timeMs: this.#lastTimeMs };
      this.#hold = new ContiguousHold(cursor, nowMs + this.#options.holdMs);
      this.#hold.askMs = nowMs;
      this.#options.counts.holds += 1;
    }
    return this.#hold;
  }

  /** The mapper knows of lost trades by other means than ids of trades, e.g. a heartbeat. */
  #doubtBy(hint: Gap, nowMs: number, out: Tick[]): void {
    if (this.#options.canFill) {
      this.#startHold(nowMs).mark(hint.fromMs, hint.toMs);
    } else if (hint.fromMs >= this.#lastTimeMs) {
      // Else another connection has brought newer ones: the next trade will tell.
      this.#toldTrades += hint.lostTrades;
      out.push(hint);
    }
  }

  #askIfDue(nowMs: number): void {
    const hold = this.#hold;
    if (hold === undefined || this.#asked !== undefined || nowMs < hold.askMs) return;
    hold.askMs = Infinity;
    const run = hold.firstMissing();
    if (run === undefined) return;
    const { after, before } = run;
    this.#asked = { hold, beforeId: before?.id, markCount: hold.markCount };
    this.#options.startFill({
      instrument: this.#options.instrument,
      afterId: String(after.id),
      afterTimeMs: after.timeMs,
      ...(before !== undefined && { beforeId: String(before.id) }),
      beforeTimeMs: before?.timeMs ?? nowMs,
    });
  }

  /** What an answer says about the hole; false: of the rest nothing can be had. */
  #judge(
    hold: ContiguousHold,
    { beforeId, markCount }: Asked,
    { isComplete, hasNew, reachedId }: Answer,
    nowMs: number,
  ): boolean {
    hold.settle(reachedId);
    hold.askMs = nowMs;
    if (hasNew) hold.lagCount = 0;
    if (beforeId !== undefined) {
      if (hold.isSettledTo(beforeId) || (!isComplete && hasNew)) return true;
      if (isComplete && hold.lagCount < MAX_LAGS) {
        hold.askMs = nowMs + LAG_MS * 2 ** hold.lagCount;
        hold.lagCount += 1;
      } else hold.giveUp(beforeId);
      return true;
    }
    if (hold.open === undefined || markCount !== hold.markCount) return true;
    if (isComplete) hold.open = undefined;
    return isComplete || hasNew;
  }

  #goOn(hold: ContiguousHold, nowMs: number, out: Tick[]): void {
    if (hold.isWhole) this.#release(nowMs, out);
    else this.#askIfDue(nowMs);
  }

  /** Nothing more can be had: what is known by ids to be missing is told now, what may be missing later. */
  #fail(hold: ContiguousHold, nowMs: number, out: Tick[]): void {
    if (hold.open !== undefined) this.#doubt = { ...hold.open, dueMs: hold.endMs };
    hold.open = undefined;
    this.#release(nowMs, out);
  }

  #release(nowMs: number, out: Tick[]): void {
    const hold = this.#hold;
    if (hold === undefined || this.#lastId === undefined) return;
    this.#hold = undefined;
    if (this.#asked !== undefined) this.#options.endFill();
    const { instrument, counts } = this.#options;
    const from = { id: this.#lastId, timeMs: this.#lastTimeMs };
    const cursor = hold.release(from, instrument, counts, nowMs, out);
    this.#lastId = cursor.id;
    this.#lastTimeMs = cursor.timeMs;
    this.#newestTradeMs = Math.max(this.#newestTradeMs, cursor.timeMs);
  }

  #restartIfBelieved(nowMs: number, out: Tick[]): void {
    const trades = this.#restarts.takeBelieved(nowMs);
    const [first] = trades;
    if (first === undefined) return;
    const { instrument, counts } = this.#options;
    if (this.#hold !== undefined) {
      this.#hold.open = undefined;
      this.#release(nowMs, out);
    }
    counts.idRestarts += 1;
    const span = { fromMs: this.#lastTimeMs, toMs: first.venueTimeMs, lostTrades: 0 };
    out.push(gapTick(instrument, span, nowMs, counts));
    this.#lastId = undefined;
    for (const trade of trades) {
      const id = parseTradeId(trade.tradeId);
      if (id !== undefined) this.#trade(trade, id, nowMs, out);
    }
  }
}
