/**
 * Massive (formerly Polygon), US stocks, as a server: a plan with real-time trades and quotes, but not `LULD`.
 *
 * Words and rules: massive.com/docs websocket quickstart and stocks (2026); massive-com/client-go at 9471d9b
 * (2026-07-08), .massive/websocket.json; that a further connection ends the older one, and that a subscription that is
 * there already is not answered: measured by rustrade-data 0.16. Every ticker is confirmed.
 */
import type { VenueChannel } from '../../../feed/venues/venue-capabilities.ts';
import { parseObject, type JsonObject } from './json-text.ts';
import type { MadeMarket, MadeQuote, MadeSymbol, MadeTrade } from './made-market.ts';
import { answerMassive } from './massive-http.ts';
import { priceNumber, STOCKS } from './stock-words.ts';
import type { VenueProtocol } from './venue-protocol.ts';
import type { VenueSession } from './venue-session.ts';

const CHANNELS: Readonly<Record<string, VenueChannel | undefined>> = { T: 'trades', Q: 'quotes' };
/** Of exchange 11. */
const EXCHANGE = 11;

/** Sessions that are logged in. */
const loggedIn = new WeakMap<MadeMarket, Set<VenueSession>>();

export const massive: VenueProtocol = {
  venue: 'MASSIVE',
  tradeIds: 'sparse',
  symbols: STOCKS,
  limits: { firstRequestMs: 10_000, http: { count: 100, perMs: 1_000 } },
  accepts: ({ pathname }) => pathname === '/stocks',
  opened(session) {
    say(session, ['connected', 'Connected Successfully']);
  },
  receive,
  word(session, event) {
    const { symbol } = event.symbol;
    switch (event.kind) {
      case 'trade':
        return session.has('trades', symbol) ? [tradeFrame(event.symbol, event.trade)] : [];
      case 'quote':
        return session.has('quotes', symbol) ? [quoteFrame(event.symbol, event.quote)] : [];
      case 'book':
        return [];
    }
  },
  answer: answerMassive,
};

function receive(session: VenueSession, text: string): void {
  const request = parseObject(text);
  const action = request?.['action'];
  const params = request?.['params'];
  if (
    typeof params !== 'string' ||
    !['auth', 'subscribe', 'unsubscribe'].includes(String(action))
  ) {
    session.violate('request', 'no such action');
    say(session, ['error', 'unknown action']);
    return;
  }
  if (action === 'auth') {
    logIn(session, params);
    return;
  }
  if (session.notes.get('key') === undefined) {
    session.violate('request', 'not authenticated');
    say(session, ['auth_required', 'authentication required']);
    return;
  }
  change(session, action === 'subscribe', params.split(','));
}

function logIn(session: VenueSession, key: string): void {
  if (!session.isKey(key)) {
    say(session, ['auth_failed', 'authentication failed']);
    session.close(1000);
    return;
  }
  const others = loggedIn.get(session.market) ?? new Set();
  loggedIn.set(session.market, others);
  for (const other of others) {
    if (!other.isOpen || other.notes.get('key') !== key) continue;
    session.violate('connections', 'a second one of the same key');
    say(other, ['max_connections', 'Maximum number of connections exceeded.']);
    other.close(1008);
  }
  session.notes.set('key', key);
  others.add(session);
  say(session, ['auth_success', 'authenticated']);
}

function change(session: VenueSession, isMore: boolean, topics: readonly string[]): void {
  const tickers = new Set(topics.map((topic) => topic.slice(topic.indexOf('.') + 1)));
  const isBusy = isMore && [...tickers].some((ticker) => session.verdict(ticker) === 'busy');
  session.acknowledge(() => {
    if (isBusy) {
      say(session, ['error', 'internal error']);
      return;
    }
    const told: [string, string][] = [];
    for (const topic of topics) {
      const channel = CHANNELS[topic.slice(0, topic.indexOf('.'))];
      const ticker = topic.slice(topic.indexOf('.') + 1);
      if (channel === undefined) {
        session.violate('request', `${topic} is not in the plan`);
        told.push(['error', 'not authorized']);
        continue;
      }
      if (isMore && session.has(channel, ticker)) continue;
      if (!isMore) session.unsubscribe(channel, ticker);
      // One that the venue does not know is confirmed, and stays quiet.
      else if (session.verdict(ticker) !== 'unknown') session.subscribe(channel, ticker);
      told.push(['success', `${isMore ? 'subscribed' : 'unsubscribed'} to: ${topic}`]);
    }
    if (told.length > 0) say(session, ...told);
  });
}

function say(
  session: VenueSession,
  ...statuses: readonly [status: string, message: string][]
): void {
  const events = statuses.map(([status, message]): JsonObject => ({
    ev: 'status',
    status,
    message,
  }));
  session.send(JSON.stringify(events));
}

function tradeFrame(symbol: MadeSymbol, trade: MadeTrade): string {
  const event = {
    ev: 'T',
    sym: symbol.symbol,
    i: trade.id,
    x: EXCHANGE,
    p: priceNumber(symbol, trade.price),
    s: trade.size,
    c: [14, 41],
    t: trade.timeMs,
    pt: trade.timeMs - 1,
    q: 3_000_000 + trade.number,
    z: 3,
  };
  return JSON.stringify([event]);
}

function quoteFrame(symbol: MadeSymbol, quote: MadeQuote): string {
  const event = {
    ev: 'Q',
    sym: symbol.symbol,
    c: 0,
    i: [604],
    bx: EXCHANGE,
    ax: 7,
    bp: priceNumber(symbol, quote.bidPrice),
    ap: priceNumber(symbol, quote.askPrice),
    bs: quote.bidSize,
    as: quote.askSize,
    t: quote.timeMs,
    q: 50_000_000 + (quote.updateId % 1_000_000),
    z: 3,
  };
  return JSON.stringify([event]);
}
