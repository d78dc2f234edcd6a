/**
 * Bybit v5, spot, as a server.
 *
 * Words and rules: bybit-exchange/docs at 072c197 (2026-07-24), docs/v5/websocket; refusals of a topic as recorded by
 * nautilus_trader a95c804 and other clients. A request is taken as a whole or not at all.
 */
import type { VenueChannel } from '../../../feed/venues/venue-capabilities.ts';
import { BybitUpdateIds } from './bybit-update-ids.ts';
import { answerBybit, nativeOf } from './bybit-http.ts';
import { parseObject, stringsOf } from './json-text.ts';
import { levelTexts, windowTexts, type LevelText } from './level-texts.ts';
import {
  decimalText,
  type MadeBookUpdate,
  type MadeQuote,
  type MadeSymbol,
  type MadeTrade,
} from './made-market.ts';
import { topicOf, type VenueProtocol } from './venue-protocol.ts';
import type { VenueSession } from './venue-session.ts';

const BOOK_LEVELS = 50;
const CHANNELS: Readonly<Record<string, VenueChannel>> = {
  publicTrade: 'trades',
  'orderbook.1': 'quotes',
  [`orderbook.${BOOK_LEVELS}`]: 'depth',
};
const MAX_TOPICS = 10;

const SYMBOL = { quote: 'USDT', priceDecimals: 2, tickSize: 1 };

export const BYBIT_SYMBOLS: readonly MadeSymbol[] = [
  {
    ...SYMBOL,
    symbol: 'BTC-USDT',
    base: 'BTC',
    sizeDecimals: 6,
    startPrice: 6_183_763,
    maxSize: 2_500_000,
  },
  {
    ...SYMBOL,
    symbol: 'ETH-USDT',
    base: 'ETH',
    sizeDecimals: 5,
    startPrice: 254_190,
    maxSize: 900_000,
  },
];

export const bybit: VenueProtocol = {
  venue: 'BYBIT',
  tradeIds: 'uuid',
  symbols: BYBIT_SYMBOLS,
  limits: {
    connectionAttempts: { count: 500, perMs: 300_000 },
    connections: 1_000,
    topicsPerRequest: MAX_TOPICS,
    requestLength: 21_000,
    idleMs: 600_000,
    http: { count: 600, perMs: 5_000 },
  },
  accepts: ({ pathname }) => pathname === '/v5/public/spot',
  receive,
  word(session, event) {
    const { symbol } = event;
    switch (event.kind) {
      case 'trade':
        return session.has('trades', symbol.symbol) ? [tradeFrame(symbol, event.trade)] : [];
      case 'quote':
        return session.has('quotes', symbol.symbol) ? [quoteFrame(symbol, event.quote)] : [];
      case 'book': {
        const updateId = BybitUpdateIds.of(session.market).follow(symbol.symbol, event.update);
        return session.has('depth', symbol.symbol)
          ? [deltaFrame(symbol, event.update, updateId)]
          : [];
      }
    }
  },
  heartbeat: {
    // The best bid and ask once more, unchanged.
    everyMs: 3_000,
    beat(session) {
      for (const symbol of session.market.symbols) {
        if (session.isMute || !session.has('quotes', symbol.symbol)) continue;
        session.send(quoteFrame(symbol, session.market.quote(symbol.symbol)));
      }
    },
  },
  answer: answerBybit,
};

interface Topic {
  readonly text: string;
  readonly channel: VenueChannel;
  readonly symbol: MadeSymbol;
}

function receive(session: VenueSession, text: string): void {
  const request = parseObject(text);
  const op = request?.['op'];
  const id = typeof request?.['req_id'] === 'string' ? request['req_id'] : '';
  if (op === 'ping') {
    reply(session, true, 'pong', id, 'ping');
    return;
  }
  if (op !== 'subscribe' && op !== 'unsubscribe') {
    session.violate('request', 'no such operation');
    reply(session, false, 'Invalid request', id, String(op));
    return;
  }
  const args = stringsOf(request?.['args']);
  session.checkRequest(args.length);
  if (args.length > MAX_TOPICS) {
    reply(session, false, `args size >${MAX_TOPICS}`, id, op);
    return;
  }
  const topics: Topic[] = [];
  let problem: string | undefined;
  const verdicts = new Map<string, string>();
  for (const arg of args) {
    const topic = topicFor(session, arg);
    if (typeof topic === 'string') {
      problem ??= topic;
      continue;
    }
    const { symbol } = topic.symbol;
    const verdict = verdicts.get(symbol) ?? session.verdict(symbol);
    verdicts.set(symbol, verdict);
    if (verdict === 'unknown') problem ??= `Invalid symbol :[${arg}]`;
    else if (verdict === 'busy') problem ??= 'Server Timeout';
    else if (op === 'subscribe' && session.topics.has(topicOf(topic.channel, symbol))) {
      problem ??= `error:already subscribed,topic:${arg}`;
    }
    topics.push(topic);
  }
  session.acknowledge(() => {
    reply(session, problem === undefined, problem ?? op, id, op);
    if (problem !== undefined) return;
    for (const topic of topics) {
      if (op === 'unsubscribe') session.unsubscribe(topic.channel, topic.symbol.symbol);
      else begin(session, topic);
    }
  });
}

/** What a topic means, or why it is none. */
function topicFor(session: VenueSession, text: string): Topic | string {
  const at = text.lastIndexOf('.');
  const channel = CHANNELS[text.slice(0, at)];
  if (channel === undefined) return `Invalid topic: ${text}`;
  const symbol = session.market.symbols.find((one) => nativeOf(one) === text.slice(at + 1));
  return symbol === undefined ? `Invalid symbol :[${text}]` : { text, channel, symbol };
}

/** What comes first on a topic. */
function begin(session: VenueSession, { channel, symbol }: Topic): void {
  const { market } = session;
  session.subscribe(channel, symbol.symbol);
  if (channel === 'quotes') session.send(quoteFrame(symbol, market.quote(symbol.symbol)));
  if (channel !== 'depth') return;
  const { updateId } = market.book(symbol.symbol);
  const { bids, asks } = market.best(symbol.symbol, BOOK_LEVELS);
  const u = BybitUpdateIds.of(market).at(symbol.symbol, updateId);
  const sides = { b: levelTexts(symbol, bids), a: levelTexts(symbol, asks) };
  session.sendSnapshot(bookFrame(symbol, BOOK_LEVELS, 'snapshot', sides, u, Date.now()));
}

function reply(
  session: VenueSession,
  success: boolean,
  message: string,
  id: string,
  op: string,
): void {
  const connection = `2324d924-aa4d-45b0-a858-${String(session.number).padStart(12, '0')}`;
  session.send(JSON.stringify({ success, ret_msg: message, conn_id: connection, req_id: id, op }));
}

function tradeFrame(symbol: MadeSymbol, trade: MadeTrade): string {
  const s = nativeOf(symbol);
  const data = {
    i: trade.id,
    T: trade.timeMs,
    p: decimalText(trade.price, symbol.priceDecimals),
    v: decimalText(trade.size, symbol.sizeDecimals),
    S: trade.aggressorSide === 'buy' ? 'Buy' : 'Sell',
    seq: 80_000_000_000 + trade.number,
    s,
    BT: false,
    RPI: false,
  };
  const ts = trade.timeMs + 2;
  return JSON.stringify({ topic: `publicTrade.${s}`, type: 'snapshot', ts, data: [data] });
}

function quoteFrame(symbol: MadeSymbol, quote: MadeQuote): string {
  const { bidPrice, bidSize, askPrice, askSize, timeMs, updateId } = quote;
  const sides = {
    b: levelTexts(symbol, [bidPrice, bidSize]),
    a: levelTexts(symbol, [askPrice, askSize]),
  };
  return bookFrame(symbol, 1, 'snapshot', sides, updateId, timeMs);
}

function deltaFrame(symbol: MadeSymbol, update: MadeBookUpdate, updateId: number): string {
  const { before, after, timeMs } = update;
  const sides = {
    b: windowTexts(symbol, before.bids, after.bids, BOOK_LEVELS),
    a: windowTexts(symbol, before.asks, after.asks, BOOK_LEVELS),
  };
  return bookFrame(symbol, BOOK_LEVELS, 'delta', sides, updateId, timeMs);
}

function bookFrame(
  symbol: MadeSymbol,
  depth: number,
  type: 'snapshot' | 'delta',
  sides: { readonly b: readonly LevelText[]; readonly a: readonly LevelText[] },
  u: number,
  timeMs: number,
): string {
  const s = nativeOf(symbol);
  const data = { s, ...sides, u, seq: 80_000_000_000 + u };
  return JSON.stringify({
    topic: `orderbook.${depth}.${s}`,
    ts: timeMs + 2,
    type,
    data,
    cts: timeMs,
  });
}
