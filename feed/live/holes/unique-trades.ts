/** Trades of one symbol whose ids tell repetitions at most: each once, and a gap wherever some may be missing; pure. */
import type { Tick, Trade } from '../../../proto/types.ts';
import { RecentIds } from './recent-ids.ts';
import {
  gapTick,
  type FillResult,
  type GapSpan,
  type SymbolTrades,
  type SymbolTradesOptions,
} from './symbol-trades.ts';
import { UniqueHold, type UniqueMark } from './unique-hold.ts';

/** Newest ids by which repetitions are known: more than two connections of a busy symbol overlap by. */
const REMEMBERED_IDS = 4_096;
/** No id shows whether an answer lags behind the stream: it is asked for when it will have caught up, ms. */
const SETTLE_MS = 1_000;
/** Fetched trades of which a part of a live one may consist: those on their way while they were fetched. */
const REMEMBERED_PARTS = 1_000;
/** Trades arrive about in the order of their times: so much earlier ones than the last may be missing, too, ms. */
const DISORDER_MS = 1_000;

/**
 * Nothing but a lost connection, or the mapper, says that trades may be missing, and the venue's word has to do
 * that these are all. Where they cannot be fetched a gap says at once that trades may be missing.
 */
export class UniqueTrades implements SymbolTrades {
  readonly #options: SymbolTradesOptions;
  readonly #recent = new RecentIds(REMEMBERED_IDS);
  /** Sizes of the newest fetched trades of the last hole by id, where a live trade may stand for several of them. */
  readonly #parts = new Map<string, number>();
  /** The newest one that was published; undefined: none was. */
  #last: Trade | undefined;
  /** Venue time of the first one. */
  #firstTimeMs = 0;
  #newestTickMs = 0;
  /** When its connection was lost; undefined: it was not, or it is back. */
  #lostMs: number | undefined;
  #hold: UniqueHold | undefined;
  #asked: { readonly hold: UniqueHold; readonly mark: UniqueMark } | undefined;
  /** A gap that goes in front of the next tick. */
  #gap: GapSpan | undefined;

  constructor(options: SymbolTradesOptions) {
    this.#options = options;
  }

  get dueMs(): number {
    if (this.#gap !== undefined) return -Infinity;
    if (this.#hold === undefined) return Infinity;
    const { endMs, nextMark } = this.#hold;
    return Math.min(endMs, this.#asked === undefined ? (nextMark?.askMs ?? Infinity) : Infinity);
  }

  push(whole: Tick, nowMs: number, out: Tick[]): void {
    if (whole.kind === 'status') {
      out.push(whole);
      return;
    }
    const ids = whole.kind === 'trade' ? this.#idsOf(whole) : [];
    const tick = whole.kind === 'trade' ? this.#newPart(whole, ids) : whole;
    if (tick === undefined) {
      this.#options.counts.repeatedTrades += 1;
      return;
    }
    if (tick.kind === 'trade') {
      // It may come before its subscription is confirmed.
      this.resumed(nowMs);
    }
    this.#takeGap(nowMs, out);
    if (tick.kind === 'gap' && this.#options.canFill && this.#last !== undefined) {
      const { fromMs, toMs, lostTrades } = tick;
      this.#hole({ fromMs, toMs, lostTrades }, nowMs);
      return;
    }
    if (tick.kind !== 'gap') this.#newestTickMs = Math.max(this.#newestTickMs, tick.venueTimeMs);
    if (this.#hold !== undefined) {
      if (!this.#hold.push(tick, ids)) this.#options.counts.repeatedTrades += 1;
      return;
    }
    if (tick.kind === 'trade') this.#published(tick);
    out.push(tick);
  }

  endPush(nowMs: number, out: Tick[]): void {
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
    if (lostMs === undefined || this.#last === undefined) return;
    // The newest tick may have been dated ahead.
    const span = { fromMs: Math.min(this.#newestTickMs, lostMs), toMs: nowMs, lostTrades: 0 };
    if (this.#options.canFill) this.#hole(span, nowMs);
    else this.#gap = { ...span, fromMs: this.#gap?.fromMs ?? span.fromMs };
  }

  filled(result: FillResult | undefined, nowMs: number, out: Tick[]): void {
    const asked = this.#asked;
    this.#asked = undefined;
    const hold = this.#hold;
    if (hold === undefined || asked?.hold !== hold) {
      this.#options.counts.lateAnswers += 1;
      if (hold !== undefined) this.#askIfDue(nowMs);
      return;
    }
    let foundCount = 0;
    for (const trade of result?.trades ?? []) {
      if (!this.#recent.has(trade.tradeId) && hold.add(trade)) foundCount += 1;
    }
    // Where an answer was cut off, it is not known on which side trades are missing: asking on could hide them.
    const { mark } = asked;
    const hasTold = mark.lostTrades > 0 && foundCount >= mark.lostTrades;
    mark.isFilled = result?.isComplete === true || hasTold;
    if (hold.nextMark === undefined) this.#release(nowMs, out);
    else this.#askIfDue(nowMs);
  }

  expire(nowMs: number, out: Tick[]): void {
    this.#takeGap(nowMs, out);
    if (this.#hold === undefined) return;
    if (nowMs >= this.#hold.endMs) this.#release(nowMs, out);
    else this.#askIfDue(nowMs);
  }

  end(nowMs: number, out: Tick[]): void {
    this.#takeGap(nowMs, out);
    this.#release(nowMs, out);
    this.#last = undefined;
    this.#lostMs = undefined;
  }

  #hole(span: GapSpan, nowMs: number): void {
    if (this.#hold === undefined) {
      this.#hold = new UniqueHold(nowMs + this.#options.holdMs);
      this.#options.counts.holds += 1;
    }
    this.#hold.mark({ ...span, askMs: nowMs + SETTLE_MS });
  }

  #askIfDue(nowMs: number): void {
    const hold = this.#hold;
    const mark = hold?.nextMark;
    if (hold === undefined || mark === undefined || this.#asked !== undefined) return;
    if (nowMs < mark.askMs) return;
    const after = hold.tradeBefore(mark) ?? this.#last;
    if (after === undefined) return;
    mark.askMs = Infinity;
    this.#asked = { hold, mark };
    const before = hold.tradeFrom(mark.at);
    // No trade is later than its receipt, whatever its time says; and nothing is asked of before the first one. The time
    // of the first trade behind the hole is no end of it: it may be reported late, with a time from before it.
    const afterMs = Math.min(after.venueTimeMs, after.receivedTimeMs) - DISORDER_MS;
    this.#options.startFill({
      instrument: this.#options.instrument,
      afterId: after.tradeId,
      afterTimeMs: Math.max(afterMs, this.#firstTimeMs),
      ...(before !== undefined && before.tradeId !== '' && { beforeId: before.tradeId }),
      beforeTimeMs: Math.max(nowMs, this.#newestTickMs),
    });
  }

  #takeGap(nowMs: number, out: Tick[]): void {
    if (this.#gap === undefined) return;
    const { instrument, counts } = this.#options;
    out.push(gapTick(instrument, this.#gap, nowMs, counts));
    this.#gap = undefined;
  }

  #release(nowMs: number, out: Tick[]): void {
    const hold = this.#hold;
    if (hold === undefined) return;
    this.#hold = undefined;
    if (this.#asked !== undefined) this.#options.endFill();
    const { instrument, counts } = this.#options;
    const { isWhole } = hold;
    this.#parts.clear();
    hold.release(instrument, counts, nowMs, out, (trade) => {
      if (trade.isBackfill === true) this.#rememberPart(trade);
      // A found trade proves nothing about those in front of it that were not.
      if (isWhole || trade.isBackfill !== true) this.#published(trade);
      else this.#recent.add(trade.tradeId);
    });
  }

  /** Ids by which the trade may come once more. */
  #idsOf({ tradeId }: Trade): readonly string[] {
    if (tradeId === '') return [];
    return this.#options.matchIds?.(tradeId) ?? [tradeId];
  }

  /** What of a trade was not published yet; undefined: nothing. */
  #newPart(trade: Trade, ids: readonly string[]): Trade | undefined {
    if (ids.length > 0 && ids.every((id) => this.#recent.has(id))) return undefined;
    if (ids.length < 2 || this.#parts.size === 0) return trade;
    const size = ids.reduce((rest, id) => rest - (this.#parts.get(id) ?? 0), trade.size);
    if (size === trade.size) return trade;
    return size > 0 ? { ...trade, size } : undefined;
  }

  #rememberPart({ tradeId, size }: Trade): void {
    if (this.#options.matchIds === undefined) return;
    this.#parts.set(tradeId, size);
    if (this.#parts.size <= REMEMBERED_PARTS) return;
    for (const oldest of this.#parts.keys()) {
      this.#parts.delete(oldest);
      return;
    }
  }

  #published(trade: Trade): void {
    for (const id of this.#idsOf(trade)) this.#recent.add(id);
    if (this.#last === undefined) this.#firstTimeMs = trade.venueTimeMs;
    if (this.#last === undefined || trade.venueTimeMs >= this.#last.venueTimeMs) this.#last = trade;
    this.#newestTickMs = Math.max(this.#newestTickMs, trade.venueTimeMs);
  }
}
