import { describe, expect, test } from 'vitest';
import { readLines } from '../../../../feed/replay/lines.ts';
import { parseRecord } from '../../../../feed/replay/record.ts';
import { BinanceMapper } from '../../../../feed/venues/binance/map.ts';
import { BinanceScanner } from '../../../../feed/venues/binance/scan.ts';
import type { Depth, Quote } from '../../../../proto/types.ts';
import { tickFault } from '../../../../proto/validate.ts';
import { recordedMissing, recordedPaths } from '../../recordings.ts';

async function framesOf(path: string): Promise<string[]> {
  const frames: string[] = [];
  for await (const lines of readLines(path)) {
    for (const line of lines) {
      const record = parseRecord(line);
      if (typeof record !== 'string') frames.push(record.frame);
    }
  }
  return frames;
}

const name = recordedMissing === undefined ? '' : ` (skipped: ${recordedMissing})`;

describe.skipIf(recordedMissing !== undefined)(`recorded Binance frames${name}`, () => {
  test.each(recordedPaths.map((path) => [path.split('/').at(-1), path] as const))(
    'of %s give a book that agrees with every bookTicker of the same update id',
    async (_, path) => {
      const frames = await framesOf(path);
      const scanner = new BinanceScanner();
      for (const frame of frames) scanner.scan(frame);
      const instruments = scanner.instruments().map(({ instrument }) => instrument);
      const mapper = new BinanceMapper(instruments);
      const quotes = new Map<number, Quote>();
      const tops: { readonly updateId: number; readonly depth: Depth | undefined }[] = [];
      let shown: Depth | undefined;
      let tickCount = 0;

      for (const frame of frames) {
        const ticks = mapper.map(frame, 1_723_161_254_000);
        tickCount += ticks.length;
        for (const tick of ticks) {
          expect(tickFault(tick)).toBeUndefined();
          if (tick.kind === 'depth') shown = tick;
        }
        const updateId = Number(/"u":(\d+)/.exec(frame)?.[1]);
        const [tick] = ticks;
        if (tick?.kind === 'quote') quotes.set(updateId, tick);
        if (frame.includes('"depthUpdate"')) tops.push({ updateId, depth: shown });
      }

      let agreements = 0;
      for (const { updateId, depth } of tops) {
        const quote = quotes.get(updateId);
        if (quote === undefined || depth === undefined) continue;
        const { bidPrice, bidSize, askPrice, askSize } = quote;
        expect([...depth.bids.slice(0, 2), ...depth.asks.slice(0, 2)]).toEqual([
          bidPrice,
          bidSize,
          askPrice,
          askSize,
        ]);
        agreements += 1;
      }
      expect(agreements).toBeGreaterThan(300);
      expect(tickCount).toBeGreaterThan(20_000);
      expect(mapper.counts()).toMatchObject({
        bookGaps: 0,
        unknownEvents: 0,
        unknownSymbols: 0,
        lostTrades: 0,
        absurdTimes: 0,
      });
    },
  );
});
