import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../../feed/clock.ts';
import { openLiveSource } from '../../../../feed/live/live-source.ts';
import { okx } from '../../../../feed/venues/okx/venue.ts';
import type { Tick, Trade } from '../../../../proto/types.ts';
import {
  decimalText,
  type MadeSymbol,
  type MadeTrade,
} from '../../../support/venues/made-market.ts';
import * as okxServer from '../../../support/venues/okx.ts';
import type { VenueProtocol } from '../../../support/venues/venue-protocol.ts';
import { VenueServer } from '../../../support/venues/venue-server.ts';
import { waitFor } from '../../../support/wait-for.ts';

/** Each message stands for three matches, as if one order had met three others; what is left over waits for more. */
const aggregating: VenueProtocol = {
  ...okxServer.okx,
  word(session, event) {
    if (event.kind !== 'trade') return [];
    const { symbol, trade } = event;
    if (!session.has('trades', symbol.symbol) || trade.number % 3 !== 0) return [];
    const matches = session.market.trades(symbol.symbol).slice(trade.number - 3, trade.number);
    return [frameOf(symbol, matches)];
  },
};

function frameOf(symbol: MadeSymbol, matches: readonly MadeTrade[]): string {
  const last = matches.at(-1);
  const size = matches.reduce((sum, match) => sum + match.size, 0);
  const data = {
    instId: symbol.symbol,
    tradeId: last?.id,
    px: decimalText(last?.price ?? 0, symbol.priceDecimals),
    sz: decimalText(size, symbol.sizeDecimals),
    side: last?.aggressorSide,
    ts: String(last?.timeMs),
    count: String(matches.length),
  };
  return JSON.stringify({ arg: { channel: 'trades', instId: symbol.symbol }, data: [data] });
}

const endings: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

test('each match of OKX counts once, whether it came alone, in a sum, or over HTTP after a lost connection', async () => {
  const server = await VenueServer.open(aggregating);
  endings.push(() => server.close());
  const ending = new AbortController();
  const source = await openLiveSource({
    venue: okx,
    symbols: ['BTC-USDT'],
    channels: ['trades'],
    depthLevels: 10,
    credentials: {},
    urls: server.urls,
    history: false,
    clock: systemClock,
    random: () => 0.5,
    logger: pino({ level: 'silent' }),
    timings: { stepMs: 10, backoffMinMs: 10, backoffMaxMs: 20, closeMs: 100 },
    signal: ending.signal,
  });
  const ticks: Tick[] = [];
  const listening = (async () => {
    for await (const batch of source) ticks.push(...batch);
  })();
  endings.push(async () => {
    ending.abort();
    await source.close();
    await listening;
  });
  const trades = (): Trade[] => ticks.filter((tick) => tick.kind === 'trade');
  const made = (): readonly MadeTrade[] => server.market.trades('BTC-USDT');
  /** Matches up to the last whole message. */
  const whole = (): number => made().length - (made().length % 3);
  const covered = (): string[] =>
    trades().flatMap(({ tradeId }) => okx.trades?.matchIds?.(tradeId) ?? []);
  const isSubscribed = (): boolean => [...server.sessions].some(({ topics }) => topics.size === 1);

  for (let round = 0; round < 3; round++) {
    await waitFor(isSubscribed, { what: 'a subscription' });
    server.advance(90);
    await waitFor(() => trades().length > 0, { what: 'a trade' });
    const [session] = server.sessions;
    server.inject({ kind: 'drop', how: 'reset' });
    // Nobody listens to these.
    server.advance(200);
    await waitFor(() => session !== undefined && !server.sessions.has(session), {
      what: 'the end of the connection',
    });
  }
  await waitFor(isSubscribed, { what: 'a subscription' });
  for (let more = 0; more < 9; more++) server.settle('BTC-USDT');
  const end = made()[whole() - 1]?.id;
  await waitFor(() => covered().includes(end ?? ''), { what: 'the last match' });

  const first = made().findIndex(({ id }) => id === covered()[0]);
  const expected = made().slice(first, whole());
  expect(covered()).toEqual(expected.map(({ id }) => id));
  expect(trades().reduce((sum, { size }) => sum + size, 0)).toBe(
    expected.reduce((sum, { size }) => sum + size, 0),
  );
  expect(new Set(trades().map(({ isBackfill = false }) => isBackfill))).toEqual(
    new Set([false, true]),
  );
  expect(ticks.filter(({ kind }) => kind === 'gap')).toEqual([]);
  expect(server.violations).toEqual([]);
}, 20_000);
