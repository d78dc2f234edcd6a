/** Binance spot, put together. */
import type { Venue } from '../venue.ts';
import { binanceCandles } from './candles.ts';
import { BINANCE } from './capabilities.ts';
import { classify, subscribe, unsubscribe } from './control.ts';
import { BINANCE_HTTP } from './http.ts';
import { requestInstruments, parseInstruments } from './instruments.ts';
import { BinanceMapper } from './map.ts';
import { binanceTrades } from './trades.ts';

/**
 * The venue gives up to 5,000 for five times the weight: 24 of those take up a minute's allowance, and after a lost
 * connection trades have to be fetched as well. The mapper asks again where the market leaves the levels that are known.
 */
const BOOK_LEVELS = 1_000;

export const binance: Venue = {
  capabilities: BINANCE,
  stream: { subscribe, unsubscribe, classify },
  instruments: { request: requestInstruments, parse: parseInstruments },
  createMapper: (instruments, depthLevels) => new BinanceMapper(instruments, depthLevels),
  candles: binanceCandles,
  trades: binanceTrades,
  book: {
    request({ nativeSymbol }) {
      const query = `symbol=${encodeURIComponent(nativeSymbol)}&limit=${String(BOOK_LEVELS)}`;
      return { url: `${BINANCE_HTTP}/api/v3/depth?${query}`, weight: 50 };
    },
  },
};
