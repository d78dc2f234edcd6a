import { describe, expect, test } from 'vitest';
import { splitOverConnections } from '../../../feed/live/connection-set.ts';
import { Outbox } from '../../../feed/live/outbox.ts';
import { Overlap } from '../../../feed/live/overlap.ts';
import { createRedaction } from '../../../feed/live/redact.ts';
import { streamUrlOf } from '../../../feed/live/stream-url.ts';
import { findInstruments } from '../../../feed/live/symbols.ts';
import { TickQueue } from '../../../feed/live/tick-queue.ts';
import { venueInstrument } from '../venues/venue-instruments.ts';
import { depth, quote, trade } from './fixtures/ticks.ts';

describe('outbox', () => {
  const texts = (outbox: Outbox, nowMs: number): string[] =>
    outbox.take(nowMs).map(({ text }) => text);

  test('sends in order, no more than the venue allows, with a margin for its clock', () => {
    const outbox = new Outbox({ count: 2, perMs: 1000 });
    for (const text of ['a', 'b', 'c', 'd', 'e']) outbox.push({ text });

    expect(texts(outbox, 0)).toEqual(['a', 'b']);
    expect(texts(outbox, 1000)).toEqual([]);
    expect(texts(outbox, 1100)).toEqual(['c', 'd']);
  });

  test('sends pings in front of all that waits', () => {
    const outbox = new Outbox({ count: 1, perMs: 1000 });
    outbox.push({ text: 'a' });
    outbox.push({ text: 'b' });
    outbox.take(0);
    outbox.pushUrgent({ text: 'ping' });

    expect(texts(outbox, 1100)).toEqual(['ping']);
  });

  test('counts what goes out by itself', () => {
    const outbox = new Outbox({ count: 2, perMs: 1000 });
    outbox.count(0);
    outbox.count(0);
    outbox.push({ text: 'a' });

    expect(outbox.mayCount(10)).toBe(false);
    expect(texts(outbox, 10)).toEqual([]);
  });
});

describe('overlap of two connections', () => {
  test('keeps every trade in order, and of quotes and depths the newest of each symbol', () => {
    const overlap = new Overlap();
    overlap.push([trade('A', 1), quote('A', 10), depth('A', 10), trade('B', 7)]);
    overlap.push([quote('A', 11), trade('A', 2), depth('A', 12), quote('B', 5)]);

    expect(overlap.take()).toEqual([
      trade('A', 1),
      trade('B', 7),
      trade('A', 2),
      quote('A', 11),
      quote('B', 5),
      depth('A', 12),
    ]);
    expect(overlap.take()).toEqual([]);
  });

  test('leaves out the trades that the old connection brought, whichever was first', () => {
    const overlap = new Overlap();
    overlap.passed([trade('A', 1)]);
    overlap.push([trade('A', 1), trade('B', 1), trade('A', 2), trade('A', 3)]);
    overlap.passed([trade('A', 2), quote('A', 1)]);

    expect(overlap.take()).toEqual([trade('B', 1), trade('A', 3)]);
  });
});

describe('redaction', () => {
  const redact = createRedaction({ key: 'PK/12 3"4', secret: 's3cret', passphrase: '' });

  test.each([
    ['wrong key PK/12 3"4', 'wrong key ***'],
    ['{"key":"PK/12 3\\"4","secret":"s3cret"}', '{"key":"***","secret":"***"}'],
    ['Invalid URL: wss://ws.finnhub.io?token=PK%2F12%203%224', 'Invalid URL: wss://ws.finnhub.io'],
    ['wss://user:pass@host/path?x=1 refused', 'wss://host/path refused'],
    ['closed with code 1006', 'closed with code 1006'],
    ['no\nentry\u001b[31m', 'no\\u000aentry\\u001b[31m'],
  ])('makes %j to %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});

describe('address of the stream', () => {
  const venueUrl = 'wss://stream.data.alpaca.markets/v2/iex';

  test.each([
    [undefined, venueUrl],
    ['ws://127.0.0.1:8080', 'ws://127.0.0.1:8080/v2/iex'],
    ['ws://127.0.0.1:8080/', 'ws://127.0.0.1:8080/v2/iex'],
    ['wss://stream.data.alpaca.markets/v2/test', 'wss://stream.data.alpaca.markets/v2/test'],
  ])('is with %j of the user %j', (userUrl, expected) => {
    expect(streamUrlOf(venueUrl, userUrl)).toBe(expected);
  });

  test.each(['https://host', 'no address', 'ftp://key@host'])('refuses %j', (userUrl) => {
    expect(() => streamUrlOf(venueUrl, userUrl)).toThrow(/ERR_CONFIG_INVALID/);
  });

  test('does not repeat an address that is none: it may hold a key', () => {
    expect(() => streamUrlOf(venueUrl, '//?token=s3cret')).toThrow(/^((?!s3cret).)*$/);
  });
});

describe('names of the user', () => {
  const available = [
    venueInstrument('BTCUSDT', 'BTC-USDT.BINANCE', 2, 5),
    venueInstrument('ETHUSDT', 'ETH-USDT.BINANCE', 2, 4),
    venueInstrument('ETHBTC', 'ETH-BTC.BINANCE', 5, 4),
  ];
  const natives = (...names: string[]): string[] =>
    findInstruments(names, available, 'BINANCE').map(({ nativeSymbol }) => nativeSymbol);

  test('are found with and without the venue, in any case, and by the venue’s own name', () => {
    expect(natives('ETH-USDT', 'btc-usdt.binance', 'ETHBTC')).toEqual([
      'ETHUSDT',
      'BTCUSDT',
      'ETHBTC',
    ]);
  });

  test('are taken once each', () => {
    expect(natives('ETH-USDT', 'ETH-USDT.BINANCE', 'ETHUSDT')).toEqual(['ETHUSDT']);
  });

  test('that are unknown are told all at once, with near ones', () => {
    expect(() => natives('BTC-USDT', 'BTC-USD', 'XYZQQQQ')).toThrow(
      /ERR_CONFIG_INVALID.*BTC-USD \(did you mean BTC-USDT\.BINANCE.*XYZQQQQ/,
    );
  });
});

describe('symbols over connections', () => {
  const items = Array.from({ length: 10 }, (_, index) => index);

  test('go over one where there is no limit', () => {
    expect(splitOverConnections(items, 3, { venue: 'V', limits: {} })).toEqual([items]);
  });

  test('are spread evenly over as few as the limits of symbols and topics allow', () => {
    const limits = { symbolsPerConnection: 8, topicsPerConnection: 12 };
    const sizes = splitOverConnections(items, 3, { venue: 'V', limits }).map(
      ({ length }) => length,
    );

    expect(sizes).toEqual([4, 3, 3]);
  });

  test('that are too many for all connections are refused with the numbers', () => {
    const limits = { symbolsPerConnection: 3, connections: 2 };

    expect(() => splitOverConnections(items, 1, { venue: 'V', limits })).toThrow(
      /ERR_CONFIG_INVALID.*10 symbols.*3 on each of 2/,
    );
  });
});

describe('queue of a source', () => {
  test('gives ticks in order with received times that never go back', () => {
    const queue = new TickQueue(100);
    queue.push([trade('A', 2, 2_000)]);
    queue.push([{ ...trade('A', 1, 1_000), isBackfill: true }, trade('A', 3, 3_000)]);

    expect(queue.take().map(({ receivedTimeMs }) => receivedTimeMs)).toEqual([2_000, 2_000, 3_000]);
    expect(queue.isEmpty).toBe(true);
  });

  test('drops quotes and depths first when nobody takes them, then trades with a gap in their place', () => {
    const queue = new TickQueue(3);
    queue.push([trade('A', 1), quote('A', 1), depth('A', 1), trade('A', 2)]);
    queue.push([trade('A', 3), trade('A', 4)]);

    const ticks = queue.take();

    expect(queue.dropped).toEqual({ trade: 1, quote: 1, depth: 1 });
    expect(ticks.map((tick) => (tick.kind === 'trade' ? tick.tradeId : tick.kind))).toEqual([
      'gap',
      '2',
      '3',
      '4',
    ]);
    expect(ticks[0]).toMatchObject({ kind: 'gap', lostTrades: 1 });
  });
});
