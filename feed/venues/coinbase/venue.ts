/** Coinbase Exchange, put together. */
import type { Venue } from '../venue.ts';
import { coinbaseCandles } from './candles.ts';
import { COINBASE } from './capabilities.ts';
import { classify, subscribe, unsubscribe } from './control.ts';
import { parseInstruments, requestInstruments } from './instruments.ts';
import { CoinbaseMapper } from './map.ts';
import { coinbaseTrades } from './trades.ts';

export const coinbase: Venue = {
  capabilities: COINBASE,
  stream: { subscribe, unsubscribe, classify },
  instruments: { request: requestInstruments, parse: parseInstruments },
  createMapper: (instruments, depthLevels) => new CoinbaseMapper(instruments, depthLevels),
  candles: coinbaseCandles,
  trades: coinbaseTrades,
};
