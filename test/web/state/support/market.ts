/** A small market for the tests of the page. */
import type { BarView, LastView, SymbolUpdate } from '../../../../proto/frames.ts';
import type { SymbolId } from '../../../../proto/types.ts';
import { info, type Session } from '../../client/support/stream-server.ts';
import type { InstrumentView } from '../../../../web/state/views.ts';

/** Symbol n has the wire id n + 1. */
export const SYMBOLS = Array.from({ length: 20 }, (_, n) => `SYM${String(n)}`);
export const INSTRUMENTS: readonly InstrumentView[] = SYMBOLS.map((symbol) => ({
  symbol,
  venue: 'SIM',
  displayName: symbol,
  priceDecimals: 2,
  sizeDecimals: 4,
  tickSize: 1,
  currency: 'USD',
}));

export function lastOf(price: number, receivedTimeMs: number): LastView {
  return {
    price,
    size: 1,
    aggressorSide: 'buy',
    receivedTimeMs,
    venueTimeMs: receivedTimeMs,
  };
}

export function bar(openTimeMs: number, close: number): BarView {
  return { openTimeMs, open: 1, high: 200, low: 1, close, volume: 5, tradeCount: 1 };
}

export function update(symbolId: number, change: Partial<SymbolUpdate>): SymbolUpdate {
  return { symbolId: symbolId as SymbolId, isSnapshot: false, ...change };
}

/** Grants what the page asked for, with a last price of 100 for every symbol. */
export function grant(
  session: Session,
  nowMs: number,
  symbols: readonly string[],
  requestId: number,
): void {
  session.send(
    {
      welcome: [
        {
          server: 's1',
          heartbeatIntervalMs: 5000,
          heartbeatTimeoutMs: 10000,
          topicLimit: 100,
          windowFrames: 8,
          windowBytes: 256 << 10,
        },
      ],
      venues: [{ venue: 'SIM', isSilent: false, lastReceivedTimeMs: nowMs }],
      log: [{ isConnected: true, sinceTimeMs: nowMs, isFull: false }],
      subscribed: [
        {
          requestId,
          symbols: symbols.map((symbol) => info(symbol, SYMBOLS.indexOf(symbol) + 1)),
          unsubscribed: [],
          effectiveIntervalMs: 16,
        },
      ],
    },
    symbols.map((symbol) => ({
      symbolId: (SYMBOLS.indexOf(symbol) + 1) as SymbolId,
      isSnapshot: true,
      last: lastOf(100, nowMs),
    })),
    nowMs,
  );
}
