import { describe, expect, test } from 'vitest';
import { madeFile, openMade, played } from './made-files.ts';

const T0 = Date.UTC(2024, 7, 8, 23, 55, 1, 250);

describe('Databento CSV', () => {
  const HEAD =
    'ts_recv,ts_event,rtype,publisher_id,instrument_id,action,side,depth,price,size,flags,ts_in_delta,sequence';

  test('trades with decimal prices and ISO times: each field is where it belongs', async () => {
    const { ticks, source, bad } = await played(
      madeFile(
        'trades.csv',
        [
          `${HEAD},symbol`,
          '2024-08-08T23:55:01.250419677Z,2024-08-08T23:55:01.250000001Z,0,19,15144,T,A,0,430.770000000,100,130,165200,7,SPY',
          '2024-08-08T23:55:01.251000000Z,2024-08-08T23:55:01.250900000Z,0,19,15144,T,B,0,430.780000000,5,130,165200,7,SPY',
          '2024-08-08T23:55:01.252000000Z,2024-08-08T23:55:01.251900000Z,0,2,15144,T,N,0,430.785000000,1,130,165200,9,SPY',
        ].join('\n'),
      ),
    );

    expect(bad).toEqual([]);
    expect(source.instruments).toMatchObject([
      { symbol: 'SPY.FINY', venue: 'FINY', displayName: 'SPY', priceDecimals: 2, sizeDecimals: 0 },
      { symbol: 'SPY.XNAS', venue: 'XNAS', displayName: 'SPY', priceDecimals: 3, sizeDecimals: 0 },
    ]);
    expect(ticks).toEqual([
      {
        kind: 'trade',
        symbol: 'SPY.FINY',
        venueTimeMs: T0,
        price: 43_077,
        size: 100,
        aggressorSide: 'sell',
        tradeId: '',
      },
      {
        kind: 'trade',
        symbol: 'SPY.FINY',
        venueTimeMs: T0,
        price: 43_078,
        size: 5,
        aggressorSide: 'buy',
        tradeId: '',
      },
      {
        kind: 'trade',
        symbol: 'SPY.XNAS',
        venueTimeMs: T0 + 1,
        price: 430_785,
        size: 1,
        aggressorSide: 'unknown',
        tradeId: '',
      },
    ]);
  });

  const LEVELS = [0, 1, 2].map((level) => {
    const at = String(level).padStart(2, '0');
    return `bid_px_${at},ask_px_${at},bid_sz_${at},ask_sz_${at},bid_ct_${at},ask_ct_${at}`;
  });
  const NONE = '9223372036854775807';

  test('mbp-1 with integer prices and times: quotes where they change, trades where there are', async () => {
    const row = (ns: string, action: string, price: string, bid: string, ask: string): string =>
      `${ns},${ns},1,1,42,${action},B,0,${price},3,0,0,1,${bid},${ask},ES H4`;
    const { ticks, source, bad } = await played(
      madeFile(
        'mbp-1.csv',
        [
          `${HEAD},${String(LEVELS[0]).replace('bid_px_00,ask_px_00,bid_sz_00,ask_sz_00,bid_ct_00,ask_ct_00', 'bid_px_00,bid_sz_00,bid_ct_00,ask_px_00,ask_sz_00,ask_ct_00')},symbol`,
          row('1723161301250000000', 'A', '5000250000000', '5000250000000,7,1', `${NONE},0,0`),
          row('1723161301251000000', 'T', '5000500000000', '5000250000000,7,1', `${NONE},0,0`),
          row(
            '1723161301252000000',
            'M',
            '5000500000000',
            '5000250000000,7,1',
            '5000500000000,2,1',
          ),
          row('1723161301253000000', 'R', NONE, `${NONE},0,0`, `${NONE},0,0`),
        ].join('\n'),
      ),
    );

    expect(bad).toEqual([]);
    expect(source.instruments).toMatchObject([
      { symbol: 'ES_H4.GLBX', displayName: 'ES H4', priceDecimals: 2 },
    ]);
    expect(ticks).toEqual([
      {
        kind: 'quote',
        symbol: 'ES_H4.GLBX',
        venueTimeMs: T0,
        bidPrice: 500_025,
        bidSize: 7,
        askPrice: 0,
        askSize: 0,
      },
      {
        kind: 'trade',
        symbol: 'ES_H4.GLBX',
        venueTimeMs: T0 + 1,
        price: 500_050,
        size: 3,
        aggressorSide: 'buy',
        tradeId: '',
      },
      {
        kind: 'quote',
        symbol: 'ES_H4.GLBX',
        venueTimeMs: T0 + 2,
        bidPrice: 500_025,
        bidSize: 7,
        askPrice: 500_050,
        askSize: 2,
      },
      {
        kind: 'quote',
        symbol: 'ES_H4.GLBX',
        venueTimeMs: T0 + 3,
        bidPrice: 0,
        bidSize: 0,
        askPrice: 0,
        askSize: 0,
      },
    ]);
  });

  test('mbp-10: whole books, and the quote of their best level; no symbol column', async () => {
    const { ticks, bad } = await played(
      madeFile(
        'mbp-10.csv',
        [
          `${HEAD},${LEVELS.join(',')}`,
          `1723161301250000000,1723161301250000000,10,2,42,A,A,0,101000000000,3,0,0,1,` +
            `100000000000,101000000000,5,3,1,1,99500000000,102000000000,6,4,1,1,${NONE},103000000000,9,1,0,1`,
        ].join('\n'),
      ),
    );

    expect(bad).toEqual([]);
    expect(ticks).toMatchObject([
      { kind: 'quote', symbol: '42.XNAS', bidPrice: 1000, bidSize: 5, askPrice: 1010, askSize: 3 },
      { kind: 'depth', bids: [1000, 5, 995, 6], asks: [1010, 3, 1020, 4, 1030, 1] },
    ]);
  });

  test('takes the time of capture where the event has none, or an absurd one', async () => {
    const { ticks } = await played(
      madeFile(
        'times.csv',
        [
          `${HEAD},symbol`,
          '1723161301250000000,18446744073709551615,0,2,1,T,A,0,1000000000,1,0,0,1,A',
          '1723161301251000000,1000000000,0,2,1,T,A,0,1000000000,1,0,0,1,A',
        ].join('\n'),
      ),
    );
    expect(ticks.map(({ venueTimeMs }) => venueTimeMs)).toEqual([T0, T0 + 1]);
  });

  test('reports dirty rows by number and loses nothing else', async () => {
    const row = (
      price: string,
      size: string,
      action = 'T',
      side = 'A',
      ns = '1723161301250000000',
    ): string => `${ns},${ns},0,2,1,${action},${side},0,${price},${size},0,0,1,AAPL`;
    const { ticks, bad } = await played(
      madeFile(
        'dirty-databento.csv',
        `\ufeff${[
          `${HEAD},symbol`,
          row('1.50', '1'),
          row(NONE, '1'),
          row('', '1'),
          row('nan', '1'),
          row('1.50', '-4'),
          row('1.50', '1', 'X'),
          row('1.50', '1', 'T', 'Q'),
          row('1.50', '1', 'T', 'A', '0001-01-01T00:00:00Z'),
          'short,row',
          row('1.75', '2'),
        ].join('\r\n')}`,
      ),
    );

    expect(ticks).toMatchObject([
      { price: 150, size: 1 },
      { price: 175, size: 2 },
    ]);
    expect(bad).toEqual([
      '3: price is empty (undefined), expected the price of the trade',
      '4: price is empty (undefined), expected the price of the trade',
      '5: ERR_TICK_INVALID: price is "nan", expected a decimal number',
      '6: ERR_TICK_INVALID: size is "-4", expected a size of at least 0',
      '7: action is "X", expected A, C, M, R, T, F or N',
      '8: side is "Q", expected A, B or N',
      expect.stringMatching(/^9: ts_recv is "0001-01-01T00:00:00Z"/),
      '10: expected 14 columns, got 2',
    ]);
  });

  test('says what a header of another schema lacks', async () => {
    const path = madeFile(
      'ohlcv.csv',
      'ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume\n1,2\n',
    );
    await expect(openMade(path)).rejects.toThrow(
      'the columns action, side, price, size are missing: expected schema trades, tbbo, mbp-1 or mbp-10',
    );
  });
});
