/** OKX v5, spot. */
import type { Venue } from '../venue.ts';
import { okxCandles } from './candles.ts';
import { OKX } from './capabilities.ts';
import { classify, ping, subscribe, unsubscribe } from './control.ts';
import { parseInstruments, requestInstruments } from './instruments.ts';
import { OkxMapper } from './map.ts';
import { okxTrades } from './trades.ts';

export const okx: Venue = {
  capabilities: OKX,
  stream: { subscribe, unsubscribe, ping, classify },
  instruments: { request: requestInstruments, parse: parseInstruments },
  createMapper: (instruments, depthLevels) => new OkxMapper(instruments, depthLevels),
  candles: okxCandles,
  trades: okxTrades,
};
