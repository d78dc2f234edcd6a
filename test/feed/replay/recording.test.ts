import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RecordedEvent } from '../../../feed/live/recorded-event.ts';
import { VENUES } from '../../../feed/venues/catalogue.ts';
import { createKrakenFrames } from '../venues/kraken/made-frames.ts';
import { venueInstrument } from '../venues/venue-instruments.ts';
import {
  book,
  closed,
  connected,
  diff,
  frame,
  HEADER,
  inDirectory,
  record,
  replay,
  T0,
  trade,
  tradeIds,
} from './made-recordings.ts';

describe('replay of a recording', () => {
  test('gives the ticks that the mapper of its venue gave', async () => {
    const instrument = venueInstrument('BTC/USD', 'BTC-USD.KRAKEN', 1, 8);
    const frames = createKrakenFrames(300).map(({ frame: text, receivedTimeMs }) => ({
      text,
      receivedTimeMs,
    }));
    const mapper = VENUES.kraken.createMapper([instrument], 7);
    const live = frames.flatMap(({ text, receivedTimeMs }) => mapper.map(text, receivedTimeMs));
    const path = await record(
      'kraken.gz',
      frames.map(({ text, receivedTimeMs }) => ({
        kind: 'frame',
        receivedTimeMs,
        connection: 1,
        text,
      })),
      { venue: 'KRAKEN', instruments: [instrument], channels: ['trades'], depthLevels: 7 },
    );

    const { ticks, bad } = await replay(path);

    expect(bad).toEqual([]);
    expect(live.length).toBeGreaterThan(100);
    expect(new Set(live.map(({ kind }) => kind))).toEqual(new Set(['trade', 'quote', 'depth']));
    expect(ticks).toEqual(live.map((tick) => ({ ...tick, receivedTimeMs: 0 })));
  });

  test('maps each connection by itself: books begin anew with it, and answers go where they came', async () => {
    const path = await record('books', [
      connected(0, 1),
      diff(1, 1, 1, 2),
      book(2, 1, 1),
      closed(10, 1),
      connected(20, 2),
      // Would be a gap on the first connection, and must not show the old book.
      diff(21, 2, 50, 51),
      book(22, 2, 51),
    ]);

    const { ticks } = await replay(path);

    expect(ticks).toMatchObject([
      { kind: 'depth', bids: [10_050, 200_000, 10_025, 200_000] },
      { kind: 'depth', bids: [10_025, 200_000] },
    ]);
  });

  test('keeps the books of connections apart that run side by side', async () => {
    const path = await record('side-by-side', [
      connected(0, 1),
      diff(1, 1, 1, 2),
      book(2, 1, 1),
      connected(3, 2),
      diff(4, 2, 50, 51),
      book(5, 2, 50),
      diff(6, 1, 3, 3),
      diff(7, 2, 52, 52),
    ]);

    const { ticks } = await replay(path);

    // The size of its bid is the id of the last change.
    const sizes = ticks.map((tick) => (tick.kind === 'depth' ? (tick.bids[1] ?? 0) / 1e5 : NaN));
    expect(sizes).toEqual([2, 51, 3, 52]);
  });

  test('begins anew with a connection whose number was used before', async () => {
    const path = await record('again', [
      connected(0, 1),
      diff(1, 1, 1, 2),
      book(2, 1, 1),
      // Whoever recorded was killed, and another one went on with the file.
      connected(1000, 1),
      diff(1001, 1, 90, 91),
      book(1002, 1, 90),
    ]);

    const { ticks } = await replay(path);

    expect(ticks).toMatchObject([
      { kind: 'depth', bids: [10_050, 200_000, 10_025, 200_000] },
      { kind: 'depth', bids: [10_050, 9_100_000, 10_025, 200_000] },
    ]);
  });

  test('shows as a gap the time without connection where ids do not tell what is missing', async () => {
    const okxTrade = (atMs: number, connection: number, id: string): RecordedEvent =>
      frame(atMs, connection, {
        arg: { channel: 'trades', instId: 'BTC-USDT' },
        data: [
          {
            instId: 'BTC-USDT',
            tradeId: id,
            px: '42219.9',
            sz: '0.5',
            side: 'buy',
            ts: String(T0 + atMs),
            count: '1',
          },
        ],
      });
    const header = {
      ...HEADER,
      venue: 'OKX',
      instruments: [venueInstrument('BTC-USDT', 'BTC-USDT.OKX', 1, 1)],
    };
    const events = [connected(0, 1), okxTrade(1, 1, '7'), closed(100, 1), connected(900, 2)];
    const path = await record('unique', [...events, okxTrade(1000, 2, '9')], header);

    const { ticks } = await replay(path);

    expect(ticks.map(({ kind }) => kind)).toEqual(['trade', 'gap', 'trade']);
    expect(ticks[1]).toMatchObject({ symbol: 'BTC-USDT.OKX', fromMs: T0 + 1, lostTrades: 0 });
  });

  test('drops trades that two connections brought while one took over from the other', async () => {
    const path = await record('overlap', [
      connected(0, 1),
      trade(1, 1, 'BTCUSDT', 1),
      connected(2, 2),
      trade(3, 1, 'BTCUSDT', 2),
      trade(3, 2, 'BTCUSDT', 2),
      closed(4, 1),
      trade(5, 2, 'BTCUSDT', 3),
    ]);

    const { ticks } = await replay(path);

    expect(tradeIds(ticks)).toEqual(['1', '2', '3']);
    expect(ticks.filter(({ kind }) => kind === 'gap')).toEqual([]);
  });

  test('shows as a gap what is missing between two connections, and nothing for symbols of others', async () => {
    const path = await record('hole', [
      connected(0, 1),
      connected(0, 2),
      trade(1, 1, 'BTCUSDT', 1),
      trade(2, 2, 'ETHUSDT', 1),
      closed(10, 1),
      connected(1000, 3),
      trade(1001, 3, 'BTCUSDT', 5),
      trade(1002, 2, 'ETHUSDT', 2),
    ]);

    const { ticks } = await replay(path);

    expect(tradeIds(ticks)).toEqual(['1', '5']);
    expect(tradeIds(ticks, 'ETH-USDT.BINANCE')).toEqual(['1', '2']);
    expect(ticks.filter(({ kind }) => kind === 'gap')).toMatchObject([
      { symbol: 'BTC-USDT.BINANCE', fromMs: T0, toMs: T0 + 1000, lostTrades: 3 },
    ]);
  });

  test('plays on where several recordings were joined, and merges those of several venues', async () => {
    const first = await record('part1', [connected(0, 1), trade(1, 1, 'BTCUSDT', 1)]);
    const second = await record('part2', [connected(60, 1), trade(61, 1, 'BTCUSDT', 2)]);
    writeFileSync(
      inDirectory('joined'),
      readFileSync(first, 'utf8') + readFileSync(second, 'utf8'),
    );
    const other = await record(
      'coinbase',
      [
        frame(30, 1, {
          type: 'match',
          trade_id: 9,
          side: 'sell',
          size: '0.5',
          price: '14.25',
          product_id: 'BAND-GBP',
          sequence: 3,
          time: '2026-01-05T12:00:00.029000Z',
        }),
      ],
      {
        venue: 'COINBASE',
        instruments: [venueInstrument('BAND-GBP', 'BAND-GBP.COINBASE', 2, 1)],
        channels: ['trades'],
        depthLevels: 5,
      },
    );

    const { ticks, bad } = await replay([inDirectory('joined'), other]);

    expect(bad).toEqual([]);
    expect(ticks.map((tick) => [tick.symbol, tick.venueTimeMs - T0])).toEqual([
      ['BTC-USDT.BINANCE', 0],
      ['BAND-GBP.COINBASE', 29],
      ['BTC-USDT.BINANCE', 60],
    ]);
  });

  test('reports lines that are none and frames that cannot be mapped, and plays the rest', async () => {
    const path = await record('dirty', [
      connected(0, 1),
      trade(1, 1, 'BTCUSDT', 1),
      frame(2, 1, '{"e":"trade","s":"BTCUSDT"}'),
      // A refusal is no market data, as live.
      frame(3, 1, '{"error":{"code":2,"msg":"Invalid request"},"id":"1"}'),
      trade(4, 1, 'BTCUSDT', 2),
    ]);
    writeFileSync(path, `${readFileSync(path, 'utf8')}rubbish\n17676144000`);

    const { ticks, bad } = await replay(path);

    expect(tradeIds(ticks)).toEqual(['1', '2']);
    expect(bad).toEqual([
      expect.stringMatching(/^4: ERR_VENUE_PROTOCOL: Binance/),
      expect.stringMatching(/^7: expected "<receive time.*rubbish/),
      expect.stringMatching(/^8: expected "<receive time/),
    ]);
  });

  test('refuses a recording of a venue that nobody knows, and one without a frame', async () => {
    const strange = await record('strange', [frame(0, 1, 'x')], { ...HEADER, venue: 'NASDAQ' });
    await expect(replay(strange)).rejects.toThrow(
      /the recording is of NASDAQ, expected one of BINANCE/,
    );

    await expect(replay(await record('empty', []))).rejects.toThrow(
      /ERR_SOURCE_UNREADABLE: .*is a recording without a single frame/,
    );
  });
});
