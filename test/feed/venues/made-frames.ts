/** Frames made up in the shape of venues of which no long recording is at hand. */
import type { RecordedFrame } from './cryptofeed-recording.ts';

const NOW = 1_790_000_000_000;

/** Bybit: a snapshot of 50 levels, then a trade, a quote and a change of some levels in turns. */
export function createBybitFrames(count: number): RecordedFrame[] {
  const rows = (from: number, step: number): string[][] =>
    Array.from({ length: 50 }, (_, at) => [(from + at * step).toFixed(2), '1.250000']);
  const book = (topic: string, type: string, u: number, b: string[][], a: string[][]): string =>
    JSON.stringify({ topic, ts: NOW, type, data: { s: 'BTCUSDT', b, a, u, seq: u }, cts: NOW });
  const deep = 'orderbook.50.BTCUSDT';
  const frames = [book(deep, 'snapshot', 2, rows(60_000, -0.01), rows(60_000.01, 0.01))];
  for (let at = 1; at < count; at++) {
    const size = `0.${String(100_000 + (at % 900_000))}`;
    const price = (60_000 - (at % 7) / 100).toFixed(2);
    if (at % 3 === 0) {
      const data = [
        { i: String(at), T: NOW, p: price, v: size, S: 'Sell', s: 'BTCUSDT', BT: false, seq: at },
      ];
      frames.push(
        JSON.stringify({ topic: 'publicTrade.BTCUSDT', ts: NOW, type: 'snapshot', data }),
      );
    } else if (at % 3 === 1) {
      const ask = [['60000.01', size]];
      frames.push(book('orderbook.1.BTCUSDT', 'snapshot', at, [[price, size]], ask));
    } else {
      const change = [
        [price, size],
        ['59999.70', size],
        ['59999.60', '0.5'],
      ];
      frames.push(book(deep, 'delta', 3 + Math.floor(at / 3), change, [['60000.05', size]]));
    }
  }
  return received(frames);
}

/** Alpaca: a trade and two quotes a frame. */
export function createAlpacaFrames(count: number): RecordedFrame[] {
  const t = `${new Date(NOW).toISOString().slice(0, -1)}689322Z`;
  return received(
    Array.from({ length: count }, (_, at) => {
      const price = 126 + (at % 100) / 100;
      const quote = { T: 'q', S: 'AAPL', bx: 'U', bp: price, bs: 1, ax: 'X', ap: 128, as: 4, t };
      const trade = {
        T: 't',
        i: at,
        S: 'AAPL',
        x: 'D',
        p: price,
        s: 100,
        t,
        c: ['@', 'I'],
        z: 'C',
      };
      return JSON.stringify([trade, quote, quote]);
    }),
  );
}

/** Massive: a trade and two quotes a frame. */
export function createMassiveFrames(count: number): RecordedFrame[] {
  return received(
    Array.from({ length: count }, (_, at) => {
      const p = 126 + (at % 100) / 100;
      const quote = { ev: 'Q', sym: 'AAPL', bx: 4, bp: p, bs: 1, ax: 7, ap: 128, as: 4, t: NOW };
      const trade = { ev: 'T', sym: 'AAPL', x: 4, i: String(at), z: 3, p, s: 100, t: NOW, q: at };
      return JSON.stringify([trade, quote, quote]);
    }),
  );
}

/** Finnhub: three trades a frame. */
export function createFinnhubFrames(count: number): RecordedFrame[] {
  return received(
    Array.from({ length: count }, (_, at) => {
      const trade = { c: ['1', '8'], p: 126 + (at % 100) / 100, s: 'AAPL', t: NOW, v: 100 };
      return JSON.stringify({ data: [trade, trade, trade], type: 'trade' });
    }),
  );
}

function received(frames: readonly string[]): RecordedFrame[] {
  return frames.map((frame) => ({ receivedTimeMs: NOW, frame }));
}
