/** Ticks of one made-up symbol, and SymbolHoles for it that keep what they ask for. */
import { SymbolHoles, type SymbolHolesOptions } from '../../../../feed/live/holes/symbol-holes.ts';
import type { TradeHole } from '../../../../feed/venues/venue.ts';
import type { VenueInstrument } from '../../../../feed/venues/venue-mapper.ts';
import type { Depth, Gap, Quote, Status, Tick, Trade } from '../../../../proto/types.ts';

export const SYMBOL = 'ABC-XYZ.MADE';
/** Received times of the tests begin here. */
export const START_MS = Date.UTC(2026, 0, 5, 12);

export function madeInstrument(symbol = SYMBOL): VenueInstrument {
  return {
    nativeSymbol: symbol.replace('-', '/'),
    instrument: {
      symbol,
      venue: 'MADE',
      displayName: '',
      priceDecimals: 2,
      sizeDecimals: 0,
      tickSize: 1,
      currency: 'XYZ',
      session: { kind: 'rolling24h' },
    },
  };
}

/** Times in ms after START_MS; received when it happened unless said otherwise. */
export function trade(id: string | number, atMs: number, receivedMs = atMs): Trade {
  return {
    kind: 'trade',
    symbol: SYMBOL,
    venueTimeMs: START_MS + atMs,
    receivedTimeMs: START_MS + receivedMs,
    price: 100,
    size: 1,
    aggressorSide: 'buy',
    tradeId: String(id),
  };
}

/** `mark` comes back as its bid price. */
export function quote(mark: number, atMs: number): Quote {
  return {
    kind: 'quote',
    symbol: SYMBOL,
    venueTimeMs: START_MS + atMs,
    receivedTimeMs: START_MS + atMs,
    bidPrice: mark,
    bidSize: 1,
    askPrice: mark + 1,
    askSize: 1,
  };
}

export function depth(atMs: number): Depth {
  const times = { venueTimeMs: START_MS + atMs, receivedTimeMs: START_MS + atMs };
  return { kind: 'depth', symbol: SYMBOL, ...times, bids: [1, 1], asks: [2, 1] };
}

export function gap(fromMs: number, toMs: number, lostTrades: number): Gap {
  return {
    kind: 'gap',
    symbol: SYMBOL,
    venueTimeMs: START_MS + toMs,
    receivedTimeMs: START_MS + toMs,
    fromMs: START_MS + fromMs,
    toMs: START_MS + toMs,
    lostTrades,
  };
}

export function status(atMs: number): Status {
  const times = { venueTimeMs: START_MS + atMs, receivedTimeMs: START_MS + atMs };
  return { kind: 'status', symbol: SYMBOL, ...times, state: 'live', detail: '' };
}

/** Ticks in a short writing: `7`, `8*` (fetched), `gap 3 (10..20)`, `q1`, `depth`, `status`. */
export function short(ticks: readonly Tick[]): string[] {
  return ticks.map((tick) => {
    switch (tick.kind) {
      case 'trade':
        return tick.tradeId + (tick.isBackfill === true ? '*' : '');
      case 'quote':
        return `q${String(tick.bidPrice)}`;
      case 'gap': {
        const from = String(tick.fromMs - START_MS);
        const to = String(tick.toMs - START_MS);
        return `gap ${String(tick.lostTrades)} (${from}..${to})`;
      }
      case 'depth':
      case 'status':
        return tick.kind;
    }
  });
}

/** SymbolHoles of one symbol; times are ms after START_MS, ticks in the short writing. */
export class ShortHoles {
  readonly asked: TradeHole[] = [];
  /** How many of them nobody waits for any more. */
  endedCount = 0;
  readonly holes: SymbolHoles;

  constructor(options: Partial<SymbolHolesOptions> = {}) {
    this.holes = new SymbolHoles({
      instruments: [madeInstrument()],
      tradeIds: 'contiguous',
      canFill: true,
      holdMs: 10_000,
      maxHeldTicks: 5_000,
      startFill: (hole) => this.asked.push(hole),
      endFill: () => {
        this.endedCount += 1;
      },
      ...options,
    });
  }

  push(atMs: number, ...ticks: Tick[]): string[] {
    return short(this.holes.push(ticks, START_MS + atMs));
  }

  lost(atMs: number): void {
    this.holes.lost([SYMBOL], START_MS + atMs);
  }

  resumed(atMs: number): void {
    this.holes.resumed([SYMBOL], START_MS + atMs);
  }

  filled(atMs: number, trades: readonly Trade[] | undefined, isComplete = true): string[] {
    const result = trades && { trades, isComplete };
    return short(this.holes.filled(SYMBOL, result, START_MS + atMs));
  }

  expire(atMs: number): string[] {
    return short(this.holes.expire(START_MS + atMs));
  }

  /** Of the last request: `after..before`. */
  get lastAsked(): string {
    const hole = this.asked.at(-1);
    return hole === undefined ? 'nothing' : `${hole.afterId}..${hole.beforeId ?? ''}`;
  }

  get dueMs(): number {
    return this.holes.nextDueMs() - START_MS;
  }
}
