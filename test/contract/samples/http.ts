/** Samples of what the venues answer over HTTP, made up by us in their forms, about the trades of the other samples. */
import type { VenueSamples } from '../../../feed/adapter/venue-samples.ts';
import type { VenueName } from '../../../feed/venues/catalogue.ts';
import type { AggressorSide, Bar } from '../../../proto/types.ts';
import { depth, RECEIVED, T } from './made-samples.ts';

/** A minute from 100 to 102, between 100 and 104; 2 were traded, at 102 in the mean. */
const OPEN = T - 60_000;
const SECONDS = OPEN / 1000;

function bar(priceUnit: number, volume: number, turnover: number, tradeCount = 0): Bar {
  const [open, high, low, close] = [100, 104, 100, 102].map((price) => price * priceUnit);
  const prices = { open: open ?? 0, high: high ?? 0, low: low ?? 0, close: close ?? 0 };
  return { openTimeMs: OPEN, ...prices, volume, tradeCount, turnover };
}

function trade(
  tradeId: string,
  price: number,
  size: number,
  aggressorSide: AggressorSide,
  venueTimeMs = T,
): NonNullable<VenueSamples['trades']>['expected'][number] {
  return { venueTimeMs, price, size, aggressorSide, tradeId };
}

function binanceTrade(id: number, price: string): object {
  return { id, price, qty: '0.50000000', quoteQty: '1.0', time: T, isBuyerMaker: true };
}

function coinbaseTrade(id: number, side: string): object {
  const time = '2026-01-05T12:00:00.000999Z';
  return { time, trade_id: id, price: '61837.63000000', size: '0.04000000', side };
}

function okxTrade(tradeId: string): object {
  const rest = { side: 'buy', sz: '0.125', px: '42220', source: '0', ts: String(T + 5) };
  return { instId: 'BTC-USDT', tradeId, ...rest };
}

function bybitTrade(execId: string, time: number): object {
  const rest = { price: '16578.5', size: '0.001', side: 'Sell', time: String(time) };
  return { execId, symbol: 'BTCUSDT', ...rest, isBlockTrade: false };
}

export const HTTP_SAMPLES: Readonly<
  Record<VenueName, Pick<VenueSamples, 'candles' | 'trades' | 'book'>>
> = {
  binance: {
    candles: {
      text: `[[${String(OPEN)},"100.00","104.00","100.00","102.00","2.00000",${String(T - 1)},"204.00",7,"1","102","0"]]`,
      expected: [bar(100, 200_000, 2_040_000_000, 7)],
    },
    trades: {
      text: JSON.stringify([
        binanceTrade(101, '61837.63000000'),
        binanceTrade(102, '61837.00000000'),
        binanceTrade(103, '61838.00000000'),
      ]),
      afterId: '101',
      beforeId: '104',
      expected: [
        trade('101', 6_183_763, 50_000, 'sell'),
        trade('102', 6_183_700, 50_000, 'sell'),
        trade('103', 6_183_800, 50_000, 'sell'),
      ],
    },
    book: {
      text: '{"lastUpdateId":7,"bids":[["100.00","1.5"]],"asks":[["100.01","2"]]}',
      receivedTimeMs: RECEIVED,
      expected: [
        {
          ...depth('BTC-USDT.BINANCE', [10_000, 150_000], [10_001, 200_000]),
          // It carries no time of its own.
          venueTimeMs: RECEIVED,
        },
      ],
    },
  },
  coinbase: {
    // Time, low, high, open, close, volume.
    candles: {
      text: `[[${String(SECONDS)},100,104,100,102,2]]`,
      expected: [bar(100, 200_000_000, 2_040_000_000_000)],
    },
    trades: {
      text: JSON.stringify([coinbaseTrade(881615, 'sell'), coinbaseTrade(881614, 'buy')]),
      afterId: '881613',
      beforeId: '881616',
      expected: [
        trade('881615', 6_183_763, 4_000_000, 'buy'),
        trade('881614', 6_183_763, 4_000_000, 'sell'),
      ],
    },
  },
  kraken: {
    candles: {
      text: `{"error":[],"result":{"XXBTZUSD":[[${String(SECONDS)},"100.0","104.0","100.0","102.0","102.0","2.00000000",7]],"last":${String(SECONDS)}}}`,
      expected: [bar(10, 200_000_000, 204_000_000_000, 7)],
    },
    trades: {
      text: `{"error":[],"result":{"XXBTZUSD":[["61837.60000","0.00027625",${String(T / 1000)}.0004,"s","m","",10218209]],"last":"${String(T)}000400"}}`,
      afterId: '10218208',
      beforeId: '10218210',
      expected: [trade('10218209', 618_376, 27_625, 'sell')],
    },
  },
  okx: {
    candles: {
      text: `{"code":"0","msg":"","data":[["${String(OPEN)}","100","104","100","102","2","204","204","1"]]}`,
      expected: [bar(10, 200_000_000, 204_000_000_000)],
    },
    trades: {
      text: JSON.stringify({ code: '0', msg: '', data: [okxTrade('130639476')] }),
      afterId: '130639475',
      expected: [trade('130639476', 422_200, 12_500_000, 'buy', T + 5)],
    },
  },
  bybit: {
    candles: {
      text: `{"retCode":0,"retMsg":"OK","result":{"category":"spot","symbol":"BTCUSDT","list":[["${String(OPEN)}","100","104","100","102","2","204"]]}}`,
      expected: [bar(100, 2_000_000, 20_400_000_000)],
    },
    trades: {
      text: JSON.stringify({
        retCode: 0,
        retMsg: 'OK',
        result: {
          category: 'spot',
          list: [bybitTrade('2290000000023', T + 5), bybitTrade('2290000000016', T - 90_000)],
        },
      }),
      afterId: '2290000000017',
      expected: [
        trade('2290000000023', 1_657_850, 1_000, 'sell', T + 5),
        trade('2290000000016', 1_657_850, 1_000, 'sell', T - 90_000),
      ],
    },
  },
  alpaca: {
    candles: {
      text: '{"bars":[{"t":"2026-01-05T11:59:00Z","o":100,"h":104,"l":100,"c":102,"v":2,"n":7,"vw":102}],"symbol":"AAPL","next_page_token":null}',
      expected: [bar(10_000, 2_000_000, 2_040_000_000_000, 7)],
    },
    trades: {
      text: '{"trades":[{"t":"2026-01-05T12:00:00.005951946Z","x":"V","p":126.56,"s":50,"c":["@"],"i":18446744073709551557}],"symbol":"AAPL","next_page_token":null}',
      afterId: 'D-96921',
      expected: [trade('V-18446744073709551557', 1_265_600, 50_000_000, 'unknown', T + 5)],
    },
  },
  massive: {
    candles: {
      text: `{"status":"OK","ticker":"MSFT","results":[{"t":${String(OPEN)},"o":100,"h":104,"l":100,"c":102,"v":2,"n":7,"vw":102}]}`,
      expected: [bar(10_000, 2_000_000, 2_040_000_000_000, 7)],
      // Of the minutes of which an answer is made, also for hours.
      maxRows: 50_000,
    },
    trades: {
      text: `{"status":"OK","results":[{"exchange":4,"id":"71675","trf_id":202,"price":114.1251,"sip_timestamp":${String(T + 5)}123456,"size":0,"decimal_size":"0.25","tape":3}]}`,
      afterId: '4-12345',
      expected: [trade('4-202-71675', 1_141_251, 250_000, 'unknown', T + 5)],
    },
  },
  finnhub: {},
};
