import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classify } from '../../../../feed/venues/kraken/control.ts';
import { KrakenMapper } from '../../../../feed/venues/kraken/map.ts';
import type { Tick } from '../../../../proto/types.ts';
import { tickFault } from '../../../../proto/validate.ts';
import { framesPath, venueInstrument, whyMissing } from '../cryptofeed-recording.ts';

const SINGLE = 'tardis-node/kraken-v2.ndjson';
const CAPTURED = 'nautilus/kraken/ws_ticker_snapshot.json';

function createMapper(): KrakenMapper {
  return new KrakenMapper([
    venueInstrument('BTC/USD', 'KRAKEN', 1, 8),
    venueInstrument('AAPLx/USD', 'KRAKEN', 1, 8),
    venueInstrument('ANETx/USD', 'KRAKEN', 1, 8),
  ]);
}

describe.skipIf(whyMissing(SINGLE) !== '')(`single Kraken frames${whyMissing(SINGLE)}`, () => {
  test('are mapped, the dirty ones too', () => {
    const mapper = createMapper();
    const received = Date.UTC(2026, 6, 10, 0, 0, 3);
    const ticks = readFileSync(framesPath(SINGLE), 'utf8')
      .trim()
      .split('\n')
      .map((frame) => mapper.map(frame, received));

    expect(ticks.flat().filter((tick) => tickFault(tick) !== undefined)).toEqual([]);
    const kinds = ticks.map((found) => found.map(({ kind }) => kind));
    // History; a trade; a book with a made-up sum; an update without snapshot; two quotes, one of 1970.
    expect(kinds).toEqual([[], ['trade'], [], [], ['quote'], ['quote']]);
    expect(ticks[1]).toMatchObject([{ tradeId: '123', price: 1_001, size: 25_000_000 }]);
    expect(ticks[5]).toMatchObject([{ bidSize: 0, askSize: 0, venueTimeMs: received }]);
    expect(mapper.takeBookFaults()).toEqual([
      { symbol: 'AAPLx-USD.KRAKEN', reason: 'checksum' },
      { symbol: 'BTC-USD.KRAKEN', reason: 'noSnapshot' },
    ]);
    expect(mapper.counts()).toMatchObject({ absurdTimes: 1, historyTrades: 1 });
  });
});

describe.skipIf(whyMissing(CAPTURED) !== '')(`Kraken files${whyMissing(CAPTURED)}`, () => {
  function read(name: string): string {
    return readFileSync(framesPath(`nautilus/kraken/${name}.json`), 'utf8');
  }
  function map(name: string, receivedTimeMs: number): Tick[] {
    return createMapper().map(read(name), receivedTimeMs);
  }

  test('with spaces and line ends give trades, quotes and nothing for the rest', () => {
    expect(map('ws_trade_update', Date.UTC(2023, 9, 6, 17, 36))).toMatchObject([
      { tradeId: '10218208', price: 1_059_442, size: 27_625, aggressorSide: 'buy' },
      {
        tradeId: '10218209',
        price: 1_059_105,
        size: 12_460,
        aggressorSide: 'sell',
        venueTimeMs: Date.UTC(2023, 9, 6, 17, 35, 56, 123),
      },
    ]);
    expect(map('ws_ticker_snapshot', Date.UTC(2022, 11, 25, 9, 31))).toMatchObject([
      { bidPrice: 1_059_442, bidSize: 250_000_000, askPrice: 1_059_443, askSize: 320_000_000 },
    ]);
    for (const name of ['ws_ohlc_update', 'ws_pong', 'ws_subscribe_response']) {
      expect(map(name, 0)).toEqual([]);
    }
  });

  test('of control say what they mean', () => {
    expect(classify(read('ws_pong'))).toEqual({ kind: 'pong' });
    expect(classify(read('ws_subscribe_response'))).toEqual({
      kind: 'acknowledged',
      id: '1',
      symbols: ['BTC/USD'],
    });
    expect(classify(read('ws_trade_update'))).toBeUndefined();
  });
});
