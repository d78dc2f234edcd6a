/** Massive (formerly Polygon), US stocks. */
import type { Venue } from '../venue.ts';
import { massiveCandles } from './candles.ts';
import { MASSIVE } from './capabilities.ts';
import { authenticate, classify, subscribe, unsubscribe } from './control.ts';
import { parseInstruments, requestInstruments } from './instruments.ts';
import { MassiveMapper } from './map.ts';
import { massiveTrades } from './trades.ts';

export const massive: Venue = {
  capabilities: MASSIVE,
  stream: { authenticate, subscribe, unsubscribe, classify },
  instruments: { request: requestInstruments, parse: parseInstruments },
  createMapper: (instruments) => new MassiveMapper(instruments),
  candles: massiveCandles,
  trades: massiveTrades,
};
