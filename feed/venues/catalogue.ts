/** All venues, by the name that the command line takes. */
import { alpaca } from './alpaca/venue.ts';
import { binance } from './binance/venue.ts';
import { bybit } from './bybit/venue.ts';
import { coinbase } from './coinbase/venue.ts';
import { finnhub } from './finnhub/venue.ts';
import { kraken } from './kraken/venue.ts';
import { massive } from './massive/venue.ts';
import { okx } from './okx/venue.ts';
import type { Venue } from './venue.ts';

/** Those that need no key first. */
export const VENUE_NAMES = [
  'binance',
  'coinbase',
  'kraken',
  'okx',
  'bybit',
  'alpaca',
  'finnhub',
  'massive',
] as const;
export type VenueName = (typeof VENUE_NAMES)[number];

export const VENUES: Readonly<Record<VenueName, Venue>> = {
  binance,
  coinbase,
  kraken,
  okx,
  bybit,
  alpaca,
  finnhub,
  massive,
};
