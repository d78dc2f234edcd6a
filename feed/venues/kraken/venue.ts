/** Kraken spot, put together. */
import type { Venue } from '../venue.ts';
import { krakenCandles } from './candles.ts';
import { BOOK_DEPTH, KRAKEN } from './capabilities.ts';
import { classify, subscribe, unsubscribe } from './control.ts';
import { parseInstruments, requestInstruments } from './instruments.ts';
import { KrakenMapper } from './map.ts';
import { krakenTrades } from './trades.ts';

export const kraken: Venue = {
  capabilities: KRAKEN,
  stream: { subscribe, unsubscribe, classify },
  instruments: { request: requestInstruments, parse: parseInstruments },
  createMapper: (instruments, depthLevels) =>
    new KrakenMapper(instruments, depthLevels, BOOK_DEPTH),
  candles: krakenCandles,
  trades: krakenTrades,
};
