/** Bybit v5, spot. */
import type { Venue } from '../venue.ts';
import { bybitCandles } from './candles.ts';
import { BYBIT } from './capabilities.ts';
import { classify, ping, subscribe, unsubscribe } from './control.ts';
import { parseInstruments, requestInstruments } from './instruments.ts';
import { BybitMapper } from './map.ts';
import { bybitTrades } from './trades.ts';

export const bybit: Venue = {
  capabilities: BYBIT,
  stream: { subscribe, unsubscribe, ping, classify },
  instruments: { request: requestInstruments, parse: parseInstruments },
  createMapper: (instruments, depthLevels) => new BybitMapper(instruments, depthLevels),
  candles: bybitCandles,
  trades: bybitTrades,
};
