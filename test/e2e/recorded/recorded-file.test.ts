import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BarView, SymbolInfo } from '../../../proto/frames.ts';
import {
  hasRecordings,
  RECORDINGS,
  summarize,
  type PlainBar,
  type PlainSummary,
  whyRecordingsAreMissing,
} from '../../support/recording.ts';
import { System } from '../../support/system.ts';
import type { TestClient } from '../../support/test-client.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Brings a scaled integer to eight decimals. */
function exact(value: number, decimals: number): bigint {
  return BigInt(value) * 10n ** BigInt(8 - decimals);
}

function plain(bar: BarView, { priceDecimals, sizeDecimals }: SymbolInfo): PlainBar {
  return {
    openTimeMs: bar.openTimeMs,
    open: exact(bar.open, priceDecimals),
    high: exact(bar.high, priceDecimals),
    low: exact(bar.low, priceDecimals),
    close: exact(bar.close, priceDecimals),
    volume: exact(bar.volume, sizeDecimals),
    tradeCount: bar.tradeCount,
  };
}

describe.skipIf(!hasRecordings)(
  `recorded Binance file, as fast as possible${whyRecordingsAreMissing}`,
  () => {
    let system: System;
    let client: TestClient;

    beforeAll(async () => {
      const files = RECORDINGS.flatMap(({ path }) => ['--file', path]);
      system = await System.start({
        feedArgs: ['--source', 'replay', '--speed', 'max', ...files],
      });
      client = await system.connect();
      // The feed ends by itself once everything is written.
      expect(await system.feed.exited).toEqual({ code: 0, signal: null });
    });
    afterAll(() => system.stop());

    test.each(RECORDINGS)(
      'gives every trade and every bar of $symbol',
      async ({ symbol, path }) => {
        const expected: PlainSummary = summarize(path);
        const answer = await client.subscribe({
          symbol,
          channels: ['last', 'statistics'],
          bars: [
            { interval: '1s', historyCount: 2_000 },
            { interval: '1m', historyCount: 2_000 },
          ],
        });
        const info = answer.subscribed[0]?.symbols[0];
        if (!info) throw new Error(`no symbol table entry for ${symbol}`);
        await waitFor(
          () =>
            client.updates.some(
              ({ symbolId, statistics }) =>
                symbolId === info.symbolId && statistics?.tradeCount === expected.tradeCount,
            ),
          { what: `${String(expected.tradeCount)} trades of ${symbol}`, timeoutMs: 30_000 },
        );

        // Asked again after the end, the snapshot holds everything.
        const whole = await client.subscribe({
          symbol,
          channels: ['last', 'statistics'],
          bars: [
            { interval: '1s', historyCount: 2_000 },
            { interval: '1m', historyCount: 2_000 },
          ],
        });
        const update = whole.updates[0];
        expect(exact(update?.statistics?.volume ?? 0, info.sizeDecimals)).toBe(expected.volume);
        expect(update?.statistics?.tradeCount).toBe(expected.tradeCount);
        expect(exact(update?.last?.price ?? 0, info.priceDecimals)).toBe(expected.lastPrice);
        const [seconds, minutes] = update?.bars ?? [];
        expect(seconds?.bars.map((bar) => plain(bar, info))).toEqual([
          ...expected.seconds.values(),
        ]);
        expect(minutes?.bars.map((bar) => plain(bar, info))).toEqual([
          ...expected.minutes.values(),
        ]);
        expect(expected.tradeCount).toBeGreaterThan(1_000);
      },
    );
  },
);
