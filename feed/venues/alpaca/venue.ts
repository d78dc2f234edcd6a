/** Alpaca, US stocks. */
import type { Venue } from '../venue.ts';
import { alpacaCandles } from './candles.ts';
import { ALPACA } from './capabilities.ts';
import { authenticate, classify, subscribe, unsubscribe } from './control.ts';
import { parseInstruments, requestInstruments } from './instruments.ts';
import { AlpacaMapper } from './map.ts';
import { ALPACA_FEEDS, type AlpacaFeed } from './http.ts';
import { alpacaTrades } from './trades.ts';

/** What is asked over HTTP has to be of the exchanges of the stream: a hole filled from others would pass for whole. */
function createAlpaca(feed: AlpacaFeed | undefined): Venue {
  return {
    capabilities: ALPACA,
    stream: { authenticate, subscribe, unsubscribe, classify },
    instruments: { request: requestInstruments, parse: parseInstruments },
    createMapper: (instruments) => new AlpacaMapper(instruments),
    ...(feed !== undefined && { candles: alpacaCandles(feed), trades: alpacaTrades(feed) }),
    forStream: (url) => {
      const name = new URL(url).pathname.split('/').at(-1);
      return createAlpaca(ALPACA_FEEDS.find((one) => one === name));
    },
  };
}

/** The free feed, unless the user's address of the stream names another one. */
export const alpaca: Venue = createAlpaca('iex');
