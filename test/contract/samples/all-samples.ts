/** Samples of every venue that we have. */
import type { VenueSamples } from '../../../feed/adapter/venue-samples.ts';
import { VENUE_NAMES, type VenueName } from '../../../feed/venues/catalogue.ts';
import { binance, bybit, coinbase, kraken, okx } from './crypto.ts';
import { HTTP_SAMPLES } from './http.ts';
import { alpaca, finnhub, massive } from './stocks.ts';

const STREAM_SAMPLES: Readonly<Record<VenueName, VenueSamples>> = {
  binance,
  coinbase,
  kraken,
  okx,
  bybit,
  alpaca,
  finnhub,
  massive,
};

export const SAMPLES = Object.fromEntries(
  VENUE_NAMES.map((name) => [name, { ...STREAM_SAMPLES[name], ...HTTP_SAMPLES[name] }]),
) as Readonly<Record<VenueName, VenueSamples>>;
