/** Finnhub, US stocks: trades as they come, without a past. */
import type { Venue } from '../venue.ts';
import { FINNHUB } from './capabilities.ts';
import { classify, connectUrl, subscribe, unsubscribe } from './control.ts';
import { parseInstruments, requestInstruments } from './instruments.ts';
import { FinnhubMapper } from './map.ts';

export const finnhub: Venue = {
  capabilities: FINNHUB,
  stream: { connectUrl, subscribe, unsubscribe, classify },
  instruments: { request: requestInstruments, parse: parseInstruments },
  createMapper: (instruments) => new FinnhubMapper(instruments),
};
