import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../../feed/clock.ts';
import { openLiveSource } from '../../../../feed/live/live-source.ts';
import type { HistoryChunk } from '../../../../feed/source.ts';
import { VENUES, type VenueName } from '../../../../feed/venues/catalogue.ts';
import { INTERVAL_MS, type Bar, type Instrument } from '../../../../proto/types.ts';
import { alpaca } from '../../../support/venues/alpaca.ts';
import { binance } from '../../../support/venues/binance.ts';
import { bybit } from '../../../support/venues/bybit.ts';
import { coinbase } from '../../../support/venues/coinbase.ts';
import { kraken } from '../../../support/venues/kraken.ts';
import { madeBar } from '../../../support/venues/made-bars.ts';
import type { MadeSymbol } from '../../../support/venues/made-market.ts';
import { massive } from '../../../support/venues/massive.ts';
import { okx } from '../../../support/venues/okx.ts';
import { VenueServer } from '../../../support/venues/venue-server.ts';

const SERVERS = { alpaca, binance, bybit, coinbase, kraken, massive, okx };

describe.concurrent('history of a live source', () => {
  test.for(Object.keys(SERVERS) as (keyof typeof SERVERS)[])(
    'has the past bars of %s up to the minute, and none that is still open',
    async (name) => {
      const { server, chunks, instruments } = await fetchAll(name);

      const [first] = SERVERS[name].symbols;
      const minutes = chunks.filter(({ interval }) => interval === '1m');
      expect(minutes.map(({ symbol }) => symbol)).toEqual(instruments.map(({ symbol }) => symbol));
      for (const { symbol, interval, bars, endMs } of chunks) {
        const made = SERVERS[name].symbols.find((one) => symbol.startsWith(`${one.symbol}.`));
        const instrument = instruments.find((one) => one.symbol === symbol);
        const stepMs = INTERVAL_MS[interval];
        const newest = bars.at(-1)?.openTimeMs ?? 0;
        expect(newest).toBe(Math.floor(endMs / stepMs) * stepMs - stepMs);
        expect(bars.length).toBeGreaterThan(100);
        expect(bars.map(pricesOf)).toEqual(
          bars.map((_, index) =>
            madePrices(made ?? first, instrument, newest - (bars.length - 1 - index) * stepMs),
          ),
        );
      }
      expect(server.violations).toEqual([]);
    },
  );
});

async function fetchAll(
  name: VenueName & keyof typeof SERVERS,
): Promise<{ server: VenueServer; chunks: HistoryChunk[]; instruments: readonly Instrument[] }> {
  const venue = VENUES[name];
  const credentials = Object.fromEntries(
    venue.capabilities.credentials.map((field) => [field.name, `${field.name}-of-${name}`]),
  );
  const server = await VenueServer.open(SERVERS[name], { keys: Object.values(credentials) });
  const ending = new AbortController();
  try {
    const source = await openLiveSource({
      venue,
      symbols: SERVERS[name].symbols.map(({ symbol }) => symbol),
      channels: ['trades'],
      depthLevels: 10,
      credentials,
      urls: server.urls,
      history: true,
      clock: systemClock,
      random: () => 0.5,
      logger: pino({ level: 'silent' }),
      signal: ending.signal,
    });
    const chunks: HistoryChunk[] = [];
    for await (const chunk of source.history?.() ?? []) chunks.push(chunk);
    return { server, chunks, instruments: source.instruments };
  } finally {
    ending.abort();
    await server.close();
  }
}

/** What every venue tells of a bar. */
function pricesOf({ openTimeMs, open, high, low, close, volume }: Bar): number[] {
  return [openTimeMs, open, high, low, close, volume];
}

function madePrices(
  made: MadeSymbol | undefined,
  instrument: Instrument | undefined,
  openTimeMs: number,
): number[] {
  if (made === undefined || instrument === undefined) return [];
  const price = 10 ** (instrument.priceDecimals - made.priceDecimals);
  const size = 10 ** (instrument.sizeDecimals - made.sizeDecimals);
  const { open, high, low, close, volume } = madeBar(made, openTimeMs);
  return [openTimeMs, open * price, high * price, low * price, close * price, volume * size];
}
