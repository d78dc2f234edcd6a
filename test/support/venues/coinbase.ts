/**
 * Coinbase Exchange as a server.
 *
 * Words and rules: docs.cdp.coinbase.com/exchange/websocket-feed (overview, channels, errors, rate limits) as read in
 * 2026, and frames recorded on 2021-04-17 for their order after a subscription. That one wrong product spoils a whole
 * request: coinbase/coinbase-pro-node#174 (2017).
 */
import type { VenueChannel } from '../../../feed/venues/venue-capabilities.ts';
import { isObject, parseObject, stringsOf, type JsonObject } from './json-text.ts';
import { answerCoinbase } from './coinbase-http.ts';
import { decimalText, type MadeEvent, type MadeSymbol, type MadeTrade } from './made-market.ts';
import { topicOf, type VenueProtocol } from './venue-protocol.ts';
import type { VenueSession } from './venue-session.ts';

const CHANNELS: Readonly<Record<string, VenueChannel>> = {
  matches: 'trades',
  ticker: 'quotes',
  level2_batch: 'depth',
};
const KEYS_WANTED = ['level2', 'full', 'user'];

export const COINBASE_SYMBOLS: readonly MadeSymbol[] = [
  {
    symbol: 'BTC-USD',
    base: 'BTC',
    quote: 'USD',
    priceDecimals: 2,
    sizeDecimals: 8,
    tickSize: 1,
    startPrice: 6_183_763,
    maxSize: 250_000_000,
  },
  {
    symbol: 'ETH-USD',
    base: 'ETH',
    quote: 'USD',
    priceDecimals: 2,
    sizeDecimals: 8,
    tickSize: 1,
    startPrice: 254_190,
    maxSize: 900_000_000,
  },
];

export const coinbase: VenueProtocol = {
  venue: 'COINBASE',
  tradeIds: 'contiguous',
  symbols: COINBASE_SYMBOLS,
  limits: {
    messages: { count: 100, perMs: 1_000 },
    connectionAttempts: { count: 20, perMs: 1_000 },
    firstRequestMs: 5_000,
    http: { count: 15, perMs: 1_000 },
  },
  accepts: ({ pathname }) => pathname === '/',
  receive,
  word(session, event) {
    if (event.kind === 'quote') return [];
    const { symbol } = event.symbol;
    const sequence = nextSequence(session, symbol);
    if (event.kind === 'book') {
      return session.has('depth', symbol) ? [levelChanges(event)] : [];
    }
    const frames: string[] = [];
    if (session.has('quotes', symbol)) {
      frames.push(ticker(session, event.symbol, event.trade, sequence));
    }
    if (session.has('trades', symbol)) {
      frames.push(match('match', event.symbol, event.trade, sequence));
    }
    return frames;
  },
  heartbeat: {
    everyMs: 1_000,
    beat(session) {
      for (const { symbol } of session.market.symbols) {
        if (!session.topics.has(heartbeatOf(symbol))) continue;
        const last = session.market.trades(symbol).at(-1);
        session.send(
          JSON.stringify({
            type: 'heartbeat',
            last_trade_id: Number(last?.id ?? 0),
            product_id: symbol,
            sequence: nextSequence(session, symbol),
            time: timeText(Date.now()),
          }),
        );
      }
    },
  },
  answer: answerCoinbase,
};

function receive(session: VenueSession, text: string): void {
  const request = parseObject(text);
  const type = request?.['type'];
  if (request === undefined || (type !== 'subscribe' && type !== 'unsubscribe')) {
    session.violate('request', 'no such message');
    session.send(JSON.stringify({ type: 'error', message: 'Malformed JSON' }));
    return;
  }
  const asked = channelsOf(request);
  const problem = type === 'subscribe' ? problemOf(session, asked) : undefined;
  session.acknowledge(() => {
    if (problem !== undefined) {
      session.send(
        JSON.stringify({ type: 'error', message: 'Failed to subscribe', reason: problem }),
      );
      return;
    }
    for (const { name, products } of asked) {
      for (const product of products) {
        const topic = topicFor(name, product);
        if (type === 'subscribe') session.topics.add(topic);
        else session.topics.delete(topic);
      }
    }
    // Data of a new subscription comes at once, some of it ahead of the confirmation.
    const first = type === 'subscribe' ? asked : [];
    for (const { name, products } of first) {
      if (CHANNELS[name] === 'depth') for (const one of products) sendSnapshot(session, one);
    }
    session.send(subscriptions(session));
    for (const { name, products } of first) sendLast(session, name, products);
  });
}

interface Asked {
  readonly name: string;
  readonly products: readonly string[];
}

/** Channels with their own products, or with those of the whole request. */
function channelsOf(request: JsonObject): Asked[] {
  const products = stringsOf(request['product_ids']);
  const channels: readonly unknown[] = Array.isArray(request['channels'])
    ? request['channels']
    : [];
  return channels.map((channel) => {
    if (typeof channel === 'string') return { name: channel, products };
    if (!isObject(channel)) return { name: '', products };
    const own = stringsOf(channel['product_ids']);
    return { name: String(channel['name']), products: own.length > 0 ? own : products };
  });
}

function problemOf(session: VenueSession, asked: readonly Asked[]): string | undefined {
  if (asked.length === 0) return 'No channels provided';
  for (const { name } of asked) {
    if (KEYS_WANTED.includes(name)) return `${name} requires authentication`;
    if (name !== 'heartbeat' && CHANNELS[name] === undefined) {
      return `${name} is not a valid channel`;
    }
  }
  for (const product of new Set(asked.flatMap(({ products }) => products))) {
    const verdict = session.verdict(product);
    if (verdict === 'unknown') return `${product} is not a valid product`;
    if (verdict === 'busy') return 'internal error, please try again';
  }
  return undefined;
}

function heartbeatOf(product: string): string {
  return `heartbeat ${product}`;
}

function topicFor(name: string, product: string): string {
  const channel = CHANNELS[name];
  return channel === undefined ? heartbeatOf(product) : topicOf(channel, product);
}

/** Everything that is subscribed to now. */
function subscriptions(session: VenueSession): string {
  const products = session.market.symbols.map(({ symbol }) => symbol);
  const channels = [...Object.keys(CHANNELS), 'heartbeat']
    .map((name) => ({
      name,
      product_ids: products.filter((product) => session.topics.has(topicFor(name, product))),
      account_ids: null,
    }))
    .filter(({ product_ids: ids }) => ids.length > 0);
  return JSON.stringify({ type: 'subscriptions', channels });
}

/** The last trade once more, and the ticker that went with it. */
function sendLast(session: VenueSession, name: string, products: readonly string[]): void {
  for (const product of products) {
    const symbol = session.market.symbols.find((one) => one.symbol === product);
    const trade = session.market.trades(product).at(-1);
    if (symbol === undefined || trade === undefined) continue;
    const sequence = nextSequence(session, product);
    if (CHANNELS[name] === 'trades') session.send(match('last_match', symbol, trade, sequence));
    if (CHANNELS[name] === 'quotes') session.send(ticker(session, symbol, trade, sequence));
  }
}

function sendSnapshot(session: VenueSession, product: string): void {
  const symbol = session.market.symbols.find((one) => one.symbol === product);
  if (symbol === undefined) return;
  const { bids, asks } = session.market.book(product);
  const levels = { bids: levelTexts(symbol, bids), asks: levelTexts(symbol, asks) };
  session.sendSnapshot(
    JSON.stringify({
      type: 'snapshot',
      product_id: product,
      ...levels,
      time: timeText(Date.now()),
    }),
  );
}

function match(
  type: 'match' | 'last_match',
  symbol: MadeSymbol,
  trade: MadeTrade,
  sequence: number,
): string {
  return JSON.stringify({
    type,
    trade_id: Number(trade.id),
    maker_order_id: '27fff20b-af29-4f45-8744-56dd1ef57dc0',
    taker_order_id: '1da6ce16-c8da-4732-9f71-6049f4c6aaf8',
    // Of the order that stood in the book.
    side: trade.aggressorSide === 'buy' ? 'sell' : 'buy',
    size: decimalText(trade.size, symbol.sizeDecimals),
    price: decimalText(trade.price, symbol.priceDecimals),
    product_id: symbol.symbol,
    sequence,
    time: timeText(trade.timeMs),
  });
}

/** Comes with trades only, and carries the best bid and ask as they are then. */
function ticker(
  session: VenueSession,
  symbol: MadeSymbol,
  trade: MadeTrade,
  sequence: number,
): string {
  const quote = session.market.quote(symbol.symbol);
  const price = (value: number): string => decimalText(value, symbol.priceDecimals);
  const size = (value: number): string => decimalText(value, symbol.sizeDecimals);
  return JSON.stringify({
    type: 'ticker',
    sequence,
    product_id: symbol.symbol,
    price: price(trade.price),
    open_24h: price(symbol.startPrice),
    volume_24h: '9438.28000000',
    low_24h: price(symbol.startPrice),
    high_24h: price(symbol.startPrice),
    volume_30d: '229557.57000000',
    best_bid: price(quote.bidPrice),
    best_bid_size: size(quote.bidSize),
    best_ask: price(quote.askPrice),
    best_ask_size: size(quote.askSize),
    side: trade.aggressorSide,
    time: timeText(trade.timeMs),
    trade_id: Number(trade.id),
    last_size: size(trade.size),
  });
}

function levelChanges({ symbol, update }: Extract<MadeEvent, { kind: 'book' }>): string {
  return JSON.stringify({
    type: 'l2update',
    product_id: symbol.symbol,
    changes: update.changes.map(({ side, price, size }) => [
      side === 'bid' ? 'buy' : 'sell',
      decimalText(price, symbol.priceDecimals),
      decimalText(size, symbol.sizeDecimals),
    ]),
    time: timeText(update.timeMs),
  });
}

function levelTexts(symbol: MadeSymbol, levels: readonly number[]): [string, string][] {
  const texts: [string, string][] = [];
  for (let index = 0; index < levels.length; index += 2) {
    texts.push([
      decimalText(levels[index] ?? 0, symbol.priceDecimals),
      decimalText(levels[index + 1] ?? 0, symbol.sizeDecimals),
    ]);
  }
  return texts;
}

/** Rises with every event of the product's book, most of which a client does not see. */
function nextSequence(session: VenueSession, product: string): number {
  const note = `sequence ${product}`;
  const last = session.notes.get(note);
  const next = (typeof last === 'number' ? last : 90_000_000_000 + Date.now()) + 3;
  session.notes.set(note, next);
  return next;
}

/** Microseconds, as the venue writes them. */
function timeText(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('Z', '042Z');
}
