import { afterEach, describe, expect, test } from 'vitest';
import { alpaca } from '../../../feed/venues/alpaca/venue.ts';
import { bybit } from '../../../feed/venues/bybit/venue.ts';
import { finnhub } from '../../../feed/venues/finnhub/venue.ts';
import { massive } from '../../../feed/venues/massive/venue.ts';
import { okx } from '../../../feed/venues/okx/venue.ts';
import type { Credentials, TradeHole, Venue } from '../../../feed/venues/venue.ts';
import { VENUE_CHANNELS } from '../../../feed/venues/venue-capabilities.ts';
import type { VenueInstrument } from '../../../feed/venues/venue-mapper.ts';
import type { Depth, Quote, Trade } from '../../../proto/types.ts';
import { tickFault } from '../../../proto/validate.ts';
import * as alpacaServer from '../../support/venues/alpaca.ts';
import * as bybitServer from '../../support/venues/bybit.ts';
import * as finnhubServer from '../../support/venues/finnhub.ts';
import { madeBars } from '../../support/venues/made-bars.ts';
import type { MadeSymbol } from '../../support/venues/made-market.ts';
import * as massiveServer from '../../support/venues/massive.ts';
import * as okxServer from '../../support/venues/okx.ts';
import type { VenueProtocol } from '../../support/venues/venue-protocol.ts';
import { VenueServer } from '../../support/venues/venue-server.ts';
import { waitFor } from '../../support/wait-for.ts';
import { Conversation, fetchAll } from './server-conversation.ts';

const KEYS: Credentials = { key: 'made-up-key', secret: 'made-up-secret' };
const HOUR_MS = 3_600_000;

interface Pair {
  readonly venue: Venue;
  readonly protocol: VenueProtocol;
  /** How the ids of the market stand in ticks. */
  readonly idOf: (id: string) => string;
}

const PAIRS: readonly Pair[] = [
  { venue: okx, protocol: okxServer.okx, idOf: (id) => id },
  { venue: bybit, protocol: bybitServer.bybit, idOf: (id) => id },
  { venue: alpaca, protocol: alpacaServer.alpaca, idOf: (id) => `V-${id}` },
  { venue: finnhub, protocol: finnhubServer.finnhub, idOf: () => '' },
  { venue: massive, protocol: massiveServer.massive, idOf: (id) => `11-${id}` },
];

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function openServer(protocol: VenueProtocol): Promise<VenueServer> {
  const server = await VenueServer.open(protocol, { keys: Object.values(KEYS) });
  open.push(server);
  return server;
}

async function openConversation(
  venue: Venue,
  server: VenueServer,
  instruments: readonly VenueInstrument[],
  keys = KEYS,
): Promise<Conversation> {
  const conversation = await Conversation.open(venue, server, instruments, keys);
  open.push(conversation);
  return conversation;
}

async function instrumentsOf(venue: Venue, server: VenueServer): Promise<VenueInstrument[]> {
  const request = venue.instruments.request(KEYS);
  const { items } = await fetchAll(server, request, (text) => venue.instruments.parse(text));
  return items;
}

/** A number of the market as one of an instrument, which may have other decimals. */
function scale(value: number, from: number, to: number): number {
  return Math.round(value * 10 ** (to - from));
}

function expectedTrades(
  server: VenueServer,
  { instrument }: VenueInstrument,
  symbol: MadeSymbol,
  { venue, idOf }: Pair,
): object[] {
  const isSided = venue.capabilities.credentials.length === 0;
  return server.market.trades(symbol.symbol).map((trade) => ({
    symbol: instrument.symbol,
    venueTimeMs: trade.timeMs,
    price: scale(trade.price, symbol.priceDecimals, instrument.priceDecimals),
    size: scale(trade.size, symbol.sizeDecimals, instrument.sizeDecimals),
    aggressorSide: isSided ? trade.aggressorSide : 'unknown',
    tradeId: idOf(trade.id),
  }));
}

function essence({ symbol, venueTimeMs, price, size, aggressorSide, tradeId }: Trade): object {
  return { symbol, venueTimeMs, price, size, aggressorSide, tradeId };
}

describe.each(PAIRS)('$protocol.venue adapter and local server', (pair) => {
  const { venue, protocol } = pair;
  const { capabilities } = venue;
  const channels = VENUE_CHANNELS.filter((channel) => capabilities.channels[channel] !== undefined);

  test('agree on what there is, on every trade, and on the last quote and book', async () => {
    const server = await openServer(protocol);
    const instruments = await instrumentsOf(venue, server);
    const names = instruments.map(({ instrument }) => instrument.symbol);
    expect(names).toEqual(protocol.symbols.map(({ symbol }) => `${symbol}.${capabilities.venue}`));
    const conversation = await openConversation(venue, server, instruments);
    if (venue.stream.authenticate !== undefined) {
      await conversation.heard({ kind: 'acknowledged', id: 'authentication' });
    }
    const natives = instruments.map(({ nativeSymbol }) => nativeSymbol);
    conversation.subscribe(natives, channels);
    if (capabilities.acknowledges === 'none') {
      const isSubscribed = (): boolean =>
        [...server.sessions].some(({ topics }) => topics.size === natives.length);
      await waitFor(isSubscribed, { what: 'all subscriptions' });
    } else {
      await conversation.heard(
        capabilities.acknowledges === 'id'
          ? { kind: 'acknowledged', id: '1' }
          : { kind: 'acknowledged', id: undefined },
      );
    }

    server.advance(400);
    server.settle();
    const { ticks } = conversation;
    const trades = (): Trade[] => ticks.filter((tick) => tick.kind === 'trade');
    const total = protocol.symbols.reduce(
      (sum, { symbol }) => sum + server.market.trades(symbol).length,
      0,
    );
    await waitFor(() => trades().length >= total, { what: 'all trades' });

    expect(ticks.map(tickFault).filter((fault) => fault !== undefined)).toEqual([]);
    protocol.symbols.forEach((symbol, at) => {
      const instrument = instruments[at];
      if (instrument === undefined) throw new Error('no instrument');
      const { symbol: name, priceDecimals, sizeDecimals } = instrument.instrument;
      const mine = trades().filter((trade) => trade.symbol === name);
      expect(mine.map(essence)).toEqual(expectedTrades(server, instrument, symbol, pair));
      const price = (value: number): number => scale(value, symbol.priceDecimals, priceDecimals);
      const size = (value: number): number => scale(value, symbol.sizeDecimals, sizeDecimals);
      if (channels.includes('quotes')) {
        const made = server.market.quote(symbol.symbol);
        const quote = ticks.findLast(
          (tick): tick is Quote => tick.kind === 'quote' && tick.symbol === name,
        );
        expect(quote).toMatchObject({
          venueTimeMs: made.timeMs,
          bidPrice: price(made.bidPrice),
          bidSize: size(made.bidSize),
          askPrice: price(made.askPrice),
          askSize: size(made.askSize),
        });
      }
      if (channels.includes('depth')) {
        const depth = ticks.findLast(
          (tick): tick is Depth => tick.kind === 'depth' && tick.symbol === name,
        );
        const { bids, asks } = server.market.best(symbol.symbol, 10);
        expect(depth).toMatchObject({ bids, asks });
      }
    });
    expect(server.violations).toEqual([]);
  });

  test.skipIf(venue.candles === undefined)('agree on the bars of the past', async () => {
    const { candles } = venue;
    const server = await openServer(protocol);
    const [instrument] = await instrumentsOf(venue, server);
    const [symbol] = protocol.symbols;
    if (candles === undefined || instrument === undefined || symbol === undefined)
      throw new Error();
    const toMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const fromMs = toMs - 5 * HOUR_MS;
    const request = candles.request(instrument, '1h', fromMs, toMs, KEYS);
    const { items } = await fetchAll(server, request, (text) =>
      candles.parse(text, instrument, '1h'),
    );

    const { priceDecimals, sizeDecimals } = instrument.instrument;
    const price = (value: number): number => scale(value, symbol.priceDecimals, priceDecimals);
    const expected = madeBars(symbol, HOUR_MS, fromMs, toMs, 10).map((bar) => ({
      openTimeMs: bar.openTimeMs,
      open: price(bar.open),
      high: price(bar.high),
      low: price(bar.low),
      close: price(bar.close),
      volume: scale(bar.volume, symbol.sizeDecimals, sizeDecimals),
    }));
    expect(expected).toHaveLength(5);
    const sorted = [...items].sort((a, b) => a.openTimeMs - b.openTimeMs);
    expect(sorted).toMatchObject(expected);
    expect(server.violations).toEqual([]);
  });

  test.skipIf(venue.trades === undefined)(
    'agree on the trades in a hole, on whatever page',
    async () => {
      const { trades } = venue;
      const server = await openServer(protocol);
      const [instrument] = await instrumentsOf(venue, server);
      const [symbol] = protocol.symbols;
      if (trades === undefined || instrument === undefined || symbol === undefined)
        throw new Error();
      server.advance(2_000);
      const all = server.market.trades(symbol.symbol);
      // Of Bybit there are the newest 60 only.
      const from = capabilities.venue === 'BYBIT' ? all.length - 50 : 100;
      const after = all[from];
      const before = all[all.length - 10];
      if (after === undefined || before === undefined) throw new Error('too few trades');
      const hole: TradeHole = {
        instrument,
        afterId: pair.idOf(after.id),
        afterTimeMs: after.timeMs,
        beforeId: pair.idOf(before.id),
        beforeTimeMs: before.timeMs,
      };
      const { items, pageCount } = await fetchAll(server, trades.request(hole, KEYS), (text) =>
        trades.parse(text, hole),
      );

      // What lies beside the hole is cut off by whoever asked.
      const expected = expectedTrades(server, instrument, symbol, pair).slice(
        from + 1,
        all.length - 10,
      );
      const ids = new Set(expected.map((trade) => (trade as Trade).tradeId));
      const inside = items
        .filter(({ tradeId }) => ids.has(tradeId))
        .map((trade) => [trade.tradeId, essence(trade)] as const);
      expect(inside).toHaveLength(expected.length);
      expect(Object.fromEntries(inside)).toEqual(
        Object.fromEntries(expected.map((trade) => [(trade as Trade).tradeId, trade])),
      );
      expect(items.every(({ isBackfill }) => isBackfill === true)).toBe(true);
      if (capabilities.venue !== 'BYBIT') expect(pageCount).toBeGreaterThan(2);
      expect(server.violations).toEqual([]);
    },
  );
});
