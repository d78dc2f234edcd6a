import { describe, expect, test } from 'vitest';
import { madeFile, openMade, played, zipOf } from './made-files.ts';

const T0 = Date.UTC(2024, 7, 8, 23, 55, 1, 250);

describe('Binance public data', () => {
  const TRADES = [
    '3720000001,61837.63000000,0.00027000,16.69616010,1723161301250,True,True',
    '3720000002,61837.64000000,1.50000000,92756.46000000,1723161301251,False,True',
  ].join('\n');

  test('trades: each field is where it belongs', async () => {
    const { ticks, source, bad, description } = await played(
      madeFile('BTCUSDT-trades-2024-08-08.csv', TRADES),
    );

    expect(bad).toEqual([]);
    expect(description).toMatchObject({
      formats: ['binance-csv'],
      symbols: ['BTCUSDT'],
      recordCount: 2,
      firstTime: '2024-08-08T23:55:01.250Z',
      lastTime: '2024-08-08T23:55:01.251Z',
    });
    expect(source.instruments).toEqual([
      {
        symbol: 'BTCUSDT',
        venue: 'BINANCE',
        displayName: '',
        currency: '',
        priceDecimals: 2,
        sizeDecimals: 5,
        tickSize: 1,
        session: { kind: 'rolling24h' },
      },
    ]);
    expect(ticks).toEqual([
      {
        kind: 'trade',
        symbol: 'BTCUSDT',
        venueTimeMs: T0,
        price: 6_183_763,
        size: 27,
        // The buyer was the maker.
        aggressorSide: 'sell',
        tradeId: '3720000001',
      },
      {
        kind: 'trade',
        symbol: 'BTCUSDT',
        venueTimeMs: T0 + 1,
        price: 6_183_764,
        size: 150_000,
        aggressorSide: 'buy',
        tradeId: '3720000002',
      },
    ]);
  });

  test('aggTrades in microseconds, zipped, as of 2025', async () => {
    const text = '5,0.20000000,50.00000000,7,9,1735689600010866,False,True\r\n';
    const path = madeFile(
      'ARBUSDT-aggTrades-2025-01-01.zip',
      zipOf({ 'ARBUSDT-aggTrades-2025-01-01.csv': text }),
    );

    const { ticks, bad } = await played(path);

    expect(bad).toEqual([]);
    expect(ticks).toEqual([
      {
        kind: 'trade',
        symbol: 'ARBUSDT',
        venueTimeMs: 1_735_689_600_010,
        price: 2,
        size: 50,
        aggressorSide: 'buy',
        tradeId: '5',
      },
    ]);
  });

  test.each([
    ['trades', 'id,price,qty,quote_qty,time,is_buyer_maker\n9,100.5,2,201,1723161301250,true\n'],
    [
      'aggTrades',
      'agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n9,100.5,2,1,3,1723161301250,true\n',
    ],
  ])('%s of futures, with a header line', async (kind, text) => {
    const { ticks, bad } = await played(madeFile(`BTCUSDT-${kind}-2024-08.csv`, text));
    expect(bad).toEqual([]);
    expect(ticks).toMatchObject([
      { tradeId: '9', price: 1005, size: 2, venueTimeMs: T0, aggressorSide: 'sell' },
    ]);
  });

  test('takes the symbol that is named, and asks for one where the name does not say it', async () => {
    const path = madeFile('download.csv', TRADES);
    await expect(openMade(path)).rejects.toThrow(
      'its name does not say the symbol, as BTCUSDT-trades-2024-08-08.csv does: name it with --symbol',
    );
    const { ticks } = await played(path, { symbol: 'BTC-USDT.BINANCE' });
    expect(ticks).toMatchObject([{ symbol: 'BTC-USDT.BINANCE' }, {}]);
  });

  test('reports dirty rows by number and loses nothing else', async () => {
    const row = (id: string, price: string, size: string, time: string, maker = 'True'): string =>
      `${id},${price},${size},1,${time},${maker},True`;
    const { ticks, bad } = await played(
      madeFile(
        'BTCUSDT-trades-2024-08-09.csv',
        `\ufeff${[
          row('1', '100.5', '1', '1723161301250'),
          '2,100.5,1,1,1723161301251,True',
          row('x', '100.5', '1', '1723161301252'),
          row('3', 'NaN', '1', '1723161301253'),
          row('4', '', '1', '1723161301254'),
          row('5', '100.5', '-1', '1723161301255'),
          row('6', '100.5', '1', '0'),
          row('7', '100.5', '1', '1723161301256', 'maybe'),
          row('8', '100.5', '1', '1723101301256'),
          '',
          row('9', '100.5', '1', '1723161301257'),
        ].join('\r\n')}\r\n`,
      ),
    );

    expect(ticks.map((tick) => (tick.kind === 'trade' ? tick.tradeId : ''))).toEqual(['1', '9']);
    expect(bad).toEqual([
      '2: expected 7 columns, got 6',
      '3: trade id is "x", expected an integer',
      '4: ERR_TICK_INVALID: price is "NaN", expected a decimal number',
      '5: ERR_TICK_INVALID: price is empty, expected a decimal number',
      '6: ERR_TICK_INVALID: size is "-1", expected a size of at least 0',
      expect.stringMatching(/^7: time is "0", expected a time from 1980 on/),
      '8: isBuyerMaker is "maybe", expected true or false',
      expect.stringMatching(
        /^9: time goes back from 2024-08-08T23:55:01.255Z to 2024-08-08T07:15:01.256Z/,
      ),
    ]);
  });
});
