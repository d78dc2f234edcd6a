/** Alpaca, US stocks. */
import type { Venue } from '../venue.ts';
import { alpacaCandles } from './candles.ts';
import { ALPACA } from './capabilities.ts';
import { authenticate, classify, subscribe, unsubscribe } from './control.ts';
import { parseInstruments, requestInstruments } from './instruments.ts';
import { AlpacaMapper } from './map.ts';
import { alpacaTrades } from './trades.ts';

export const alpaca: Venue = {
  capabilities: ALPACA,
  stream: { authenticate, subscribe, unsubscribe, classify },
  instruments: { request: requestInstruments, parse: parseInstruments },
  createMapper: (instruments) => new AlpacaMapper(instruments),
  candles: alpacaCandles,
  trades: alpacaTrades,
};
