/** What every TickSource promises, as one suite that each of them passes. */
import { describe, expect, test } from 'vitest';
import type { TickSource } from '../../feed/source.ts';
import type { Tick } from '../../proto/types.ts';
import { barFault, instrumentFault, tickFault } from '../../proto/validate.ts';

/** Ticks that a source must be able to give for these tests. */
const SAMPLE = 2_000;

/**
 * Declares the suite for one kind of source.
 *
 * @param name What is tested.
 * @param open Opens a fresh source that gives at least 2,000 ticks without waiting for a wall clock.
 */
export function describeTickSource(name: string, open: () => Promise<TickSource>): void {
  async function sample(source: TickSource, count = SAMPLE): Promise<Tick[]> {
    const ticks: Tick[] = [];
    for await (const batch of source) {
      expect(batch.length).toBeGreaterThan(0);
      ticks.push(...batch);
      if (ticks.length >= count) break;
    }
    await source.close();
    return ticks;
  }

  describe(`${name} as a tick source`, () => {
    test('knows valid instruments with unique symbols before its first tick', async () => {
      const source = await open();
      const symbols = source.instruments.map(({ symbol }) => symbol);

      expect(symbols.length).toBeGreaterThan(0);
      expect(new Set(symbols).size).toBe(symbols.length);
      expect(source.instruments.map(instrumentFault).filter(Boolean)).toEqual([]);
      await source.close();
    });

    test('gives valid ticks of its instruments only', async () => {
      const source = await open();
      const symbols = new Set(source.instruments.map(({ symbol }) => symbol));

      const ticks = await sample(source);

      expect(ticks.length).toBeGreaterThanOrEqual(SAMPLE);
      expect(ticks.map(tickFault).filter(Boolean)).toEqual([]);
      expect(ticks.filter(({ symbol }) => !symbols.has(symbol))).toEqual([]);
    });

    test('gives ticks in the order in which they were received', async () => {
      const ticks = await sample(await open());
      const times = ticks.map(({ receivedTimeMs }) => receivedTimeMs);

      expect(times).toEqual([...times].sort((a, b) => a - b));
    });

    test('gives each trade of a symbol an id of its own', async () => {
      const ticks = await sample(await open());
      const ids = ticks.flatMap((tick) =>
        tick.kind === 'trade' && tick.tradeId !== '' ? [`${tick.symbol} ${tick.tradeId}`] : [],
      );

      expect(new Set(ids).size).toBe(ids.length);
    });

    test('ends when it is closed in the middle, and may be closed twice', async () => {
      const source = await open();
      const iterator = source[Symbol.asyncIterator]();
      expect((await iterator.next()).done).not.toBe(true);

      await source.close();
      await source.close();

      expect((await iterator.next()).done).toBe(true);
    });

    test('ends when it is closed while somebody waits for the next batch', async () => {
      const source = await open();
      const iterator = source[Symbol.asyncIterator]();
      await iterator.next();

      const waiting = iterator.next();
      await source.close();
      await waiting;

      expect((await iterator.next()).done).toBe(true);
    });

    test('ends when it is closed before it was iterated', async () => {
      const source = await open();
      await source.close();

      expect((await source[Symbol.asyncIterator]().next()).done).toBe(true);
    });

    test('reports counts as numbers', async () => {
      const source = await open();
      await sample(source, 1);

      for (const count of Object.values(source.counts())) expect(count).toBeGreaterThanOrEqual(0);
    });

    test('gives history, if any, as valid rising bars of its instruments', async () => {
      const source = await open();
      const symbols = new Set(source.instruments.map(({ symbol }) => symbol));
      let chunkCount = 0;

      for await (const { symbol, bars } of source.history?.() ?? []) {
        expect(symbols).toContain(symbol);
        expect(bars.map(barFault).filter(Boolean)).toEqual([]);
        const times = bars.map(({ openTimeMs }) => openTimeMs);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
        if (++chunkCount === 10) break;
      }
      await source.close();
    });
  });
}
