import { describe, expect, test } from 'vitest';
import { BinanceScanner } from '../../../../feed/venues/binance/scan.ts';
import { quoteFrame, tradeFrame } from '../../recordings.ts';

function scan(...frames: unknown[]): BinanceScanner {
  const scanner = new BinanceScanner();
  for (const frame of frames) scanner.scan(JSON.stringify(frame));
  return scanner;
}

describe('Binance scanner', () => {
  test('finds symbols, the decimals that are needed, and the span of trade ids', () => {
    const scanner = scan(
      tradeFrame('BTCUSDT', 11, 1, '100.50000000'),
      tradeFrame('BTCUSDT', 14, 2, '100.12500000'),
      quoteFrame('ETHUSDT', 1, '5.00000000', '6.00000000'),
    );

    expect(scanner.instruments()).toMatchObject([
      {
        instrument: { symbol: 'BTCUSDT', venue: 'BINANCE', priceDecimals: 3, sizeDecimals: 2 },
        tradeIdSpan: 4,
      },
      { instrument: { symbol: 'ETHUSDT', priceDecimals: 0, sizeDecimals: 2 }, tradeIdSpan: 0 },
    ]);
  });

  test('counts depth levels, and a snapshot without symbol, too', () => {
    const scanner = scan(
      {
        stream: 'x@depth',
        data: { e: 'depthUpdate', E: 1, s: 'X', U: 1, u: 2, b: [['1.5', '2.125']], a: [] },
      },
      { lastUpdateId: 1, bids: [['1.0625', '2']], asks: [] },
    );

    expect(scanner.instruments()).toMatchObject([
      { instrument: { priceDecimals: 4, sizeDecimals: 3 } },
    ]);
  });

  test('takes the symbol of partial depth from the stream', () => {
    const scanner = scan({
      stream: 'ethbtc@depth5',
      data: { lastUpdateId: 1, bids: [['1.5', '2']], asks: [] },
    });
    expect(scanner.instruments()).toMatchObject([
      { instrument: { symbol: 'ETHBTC', priceDecimals: 1 } },
    ]);
  });

  test('finds the step that many prices share, and trusts no few', () => {
    const prices = Array.from({ length: 200 }, (_, index) =>
      tradeFrame('X', index, 1, (100 + index * 0.25).toFixed(2)),
    );

    expect(scan(...prices).instruments()[0]?.instrument.tickSize).toBe(25);
    expect(scan(...prices.slice(0, 4)).instruments()[0]?.instrument.tickSize).toBe(1);
  });

  test('passes over other events, whose numbers mean other things', () => {
    const scanner = scan(
      { stream: 'x@kline_1m', data: { e: 'kline', s: 'X', k: { q: '1.123456789' } } },
      'nonsense',
    );
    expect(scanner.instruments()).toEqual([]);
  });

  test('merges what several files say about a symbol', () => {
    const all = new BinanceScanner();
    all.merge(scan(tradeFrame('X', 5, 1, '1.5')));
    all.merge(scan(tradeFrame('X', 9, 1, '1.25')));
    expect(all.instruments()).toMatchObject([{ instrument: { priceDecimals: 2 }, tradeIdSpan: 5 }]);
  });
});
