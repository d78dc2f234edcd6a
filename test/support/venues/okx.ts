/**
 * OKX v5, spot, as a server.
 *
 * Words and rules: okx.com/docs-v5 (overview, public channels; a copy with the changes of 2025-12). Of `trades` each
 * message stands for one match here. That the last trade comes once more on a subscription is from frames recorded on
 * 2022-05-13.
 */
import type { VenueChannel } from '../../../feed/venues/venue-capabilities.ts';
import { isObject, parseObject, type JsonObject } from './json-text.ts';
import { changeTexts, levelTexts, type LevelText } from './level-texts.ts';
import {
  decimalText,
  type MadeBookUpdate,
  type MadeQuote,
  type MadeSymbol,
  type MadeTrade,
} from './made-market.ts';
import { answerOkx } from './okx-http.ts';
import { RateWindow } from './rate-window.ts';
import type { VenueProtocol } from './venue-protocol.ts';
import type { VenueSession } from './venue-session.ts';

const CHANNELS: Readonly<Record<string, VenueChannel>> = {
  trades: 'trades',
  'bbo-tbt': 'quotes',
  books: 'depth',
};
/** Subscriptions and their ends on one connection. */
const REQUESTS = { count: 480, perMs: 3_600_000 };
const BOOK_LEVELS = 400;

const SYMBOL = { quote: 'USDT', sizeDecimals: 8 };

export const OKX_SYMBOLS: readonly MadeSymbol[] = [
  {
    ...SYMBOL,
    symbol: 'BTC-USDT',
    base: 'BTC',
    priceDecimals: 1,
    tickSize: 1,
    startPrice: 618_376,
    maxSize: 250_000_000,
  },
  {
    ...SYMBOL,
    symbol: 'ETH-USDT',
    base: 'ETH',
    priceDecimals: 2,
    tickSize: 1,
    startPrice: 254_190,
    maxSize: 900_000_000,
  },
];

export const okx: VenueProtocol = {
  venue: 'OKX',
  tradeIds: 'contiguous',
  symbols: OKX_SYMBOLS,
  limits: {
    connectionAttempts: { count: 3, perMs: 1_000 },
    requestLength: 65_536,
    idleMs: 30_000,
    http: { count: 20, perMs: 2_000 },
  },
  accepts: ({ pathname }) => pathname === '/ws/v5/public',
  receive,
  word(session, event) {
    const { symbol } = event;
    switch (event.kind) {
      case 'trade':
        return session.has('trades', symbol.symbol) ? [tradeFrame(symbol, event.trade)] : [];
      case 'quote':
        return session.has('quotes', symbol.symbol) ? [quoteFrame(symbol, event.quote)] : [];
      case 'book':
        return session.has('depth', symbol.symbol) ? [updateFrame(symbol, event.update)] : [];
    }
  },
  heartbeat: {
    // A book without changes: the same number twice.
    everyMs: 60_000,
    beat(session) {
      for (const symbol of session.market.symbols) {
        if (!session.isMute && session.has('depth', symbol.symbol))
          session.send(idleFrame(session, symbol));
      }
    },
  },
  notice(session) {
    const msg = 'The connection will soon be closed for a service upgrade. Please reconnect.';
    session.send(JSON.stringify({ event: 'notice', code: '64008', msg, connId: idOf(session) }));
  },
  answer: answerOkx,
};

function receive(session: VenueSession, text: string): void {
  if (text === 'ping') {
    session.send('pong');
    return;
  }
  const request = parseObject(text);
  const op = request?.['op'];
  const args = request?.['args'];
  const id = request?.['id'];
  if ((op !== 'subscribe' && op !== 'unsubscribe') || !Array.isArray(args)) {
    session.violate('request', 'no such operation');
    refuse(session, '60012', `Invalid request: ${text}`, id);
    return;
  }
  if (id !== undefined && (typeof id !== 'string' || !/^[A-Za-z0-9]{1,32}$/.test(id))) {
    session.violate('request', 'the id is not 1 to 32 letters and digits');
  }
  if (!requestsOf(session).take()) {
    session.violate('requests', `${requestsOf(session).used()} in an hour`);
    refuse(session, '60014', 'Requests too frequent', id);
    return;
  }
  session.checkRequest(args.length);
  for (const arg of args as readonly unknown[]) {
    if (isObject(arg)) answer(session, op, arg, id);
    else refuse(session, '60012', `Invalid request: ${text}`, id);
  }
}

function answer(session: VenueSession, op: string, arg: JsonObject, id: unknown): void {
  const { channel: name, instId } = arg;
  const channel = CHANNELS[String(name)];
  const symbol = session.market.symbols.find((one) => one.symbol === instId);
  const verdict = symbol === undefined ? 'unknown' : session.verdict(symbol.symbol);
  session.acknowledge(() => {
    if (channel === undefined || symbol === undefined || verdict === 'unknown') {
      const what = `channel:${String(name)},instId:${String(instId)}`;
      const advice =
        'Please use the correct URL, channel and parameters referring to API document.';
      refuse(session, '60018', `Wrong URL or ${what} doesn't exist. ${advice}`, id);
      return;
    }
    if (verdict === 'busy') {
      refuse(session, '60014', 'Requests too frequent', id);
      return;
    }
    const echo = id === undefined ? {} : { id };
    session.send(JSON.stringify({ ...echo, event: op, arg, connId: idOf(session) }));
    if (op === 'unsubscribe') session.unsubscribe(channel, symbol.symbol);
    else begin(session, channel, symbol);
  });
}

/** What comes first on a channel. */
function begin(session: VenueSession, channel: VenueChannel, symbol: MadeSymbol): void {
  const { market } = session;
  session.subscribe(channel, symbol.symbol);
  switch (channel) {
    case 'trades': {
      const last = market.trades(symbol.symbol).at(-1);
      if (last !== undefined) session.send(tradeFrame(symbol, last));
      break;
    }
    case 'quotes':
      session.send(quoteFrame(symbol, market.quote(symbol.symbol)));
      break;
    case 'depth': {
      const { updateId } = market.book(symbol.symbol);
      const { bids, asks } = market.best(symbol.symbol, BOOK_LEVELS);
      const sides = { bids: rows(levelTexts(symbol, bids)), asks: rows(levelTexts(symbol, asks)) };
      const ids = { prevSeqId: -1, seqId: updateId };
      session.sendSnapshot(bookFrame(symbol, 'snapshot', sides, ids, Date.now()));
      break;
    }
  }
}

function refuse(session: VenueSession, code: string, msg: string, id: unknown): void {
  const echo = id === undefined ? {} : { id };
  session.send(JSON.stringify({ ...echo, event: 'error', code, msg, connId: idOf(session) }));
}

function tradeFrame(symbol: MadeSymbol, trade: MadeTrade): string {
  const data = {
    instId: symbol.symbol,
    tradeId: trade.id,
    px: decimalText(trade.price, symbol.priceDecimals),
    sz: decimalText(trade.size, symbol.sizeDecimals),
    side: trade.aggressorSide,
    ts: String(trade.timeMs),
    count: '1',
    source: '0',
    seqId: trade.number,
  };
  return JSON.stringify({ arg: { channel: 'trades', instId: symbol.symbol }, data: [data] });
}

function quoteFrame(symbol: MadeSymbol, quote: MadeQuote): string {
  const { bidPrice, bidSize, askPrice, askSize, timeMs, updateId } = quote;
  const data = {
    asks: rows(levelTexts(symbol, [askPrice, askSize])),
    bids: rows(levelTexts(symbol, [bidPrice, bidSize])),
    ts: String(timeMs),
    seqId: updateId,
  };
  return JSON.stringify({ arg: { channel: 'bbo-tbt', instId: symbol.symbol }, data: [data] });
}

function updateFrame(symbol: MadeSymbol, update: MadeBookUpdate): string {
  const { changes, firstUpdateId, lastUpdateId, timeMs } = update;
  const sides = {
    bids: rows(changeTexts(symbol, changes, 'bid')),
    asks: rows(changeTexts(symbol, changes, 'ask')),
  };
  const ids = { prevSeqId: firstUpdateId - 1, seqId: lastUpdateId };
  return bookFrame(symbol, 'update', sides, ids, timeMs);
}

function idleFrame(session: VenueSession, symbol: MadeSymbol): string {
  const { updateId } = session.market.book(symbol.symbol);
  const ids = { prevSeqId: updateId, seqId: updateId };
  return bookFrame(symbol, 'update', { bids: [], asks: [] }, ids, Date.now());
}

function bookFrame(
  symbol: MadeSymbol,
  action: 'snapshot' | 'update',
  { bids, asks }: { readonly bids: readonly string[][]; readonly asks: readonly string[][] },
  ids: { readonly prevSeqId: number; readonly seqId: number },
  timeMs: number,
): string {
  const data = { asks, bids, ts: String(timeMs), checksum: 0, ...ids };
  const arg = { channel: 'books', instId: symbol.symbol };
  return JSON.stringify({ arg, action, data: [data] });
}

/** `[price, size, "0", orders]`. */
function rows(levels: readonly LevelText[]): string[][] {
  return levels.map(([price, size]) => [price, size, '0', Number(size) === 0 ? '0' : '3']);
}

function requestsOf(session: VenueSession): RateWindow {
  const known = session.notes.get('requests');
  if (known instanceof RateWindow) return known;
  const requests = new RateWindow(REQUESTS);
  session.notes.set('requests', requests);
  return requests;
}

function idOf(session: VenueSession): string {
  return (0xa4d3_0000 + session.number).toString(16);
}
