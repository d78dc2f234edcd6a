/** What every TickSource promises, as one suite that each of them passes. */
import { describe, expect, test } from 'vitest';
import type { TickSource } from '../../feed/source.ts';
import type { Tick } from '../../proto/types.ts';
import { barFault, instrumentFault, tickFault } from '../../proto/validate.ts';

/** Ticks that are looked at. */
const SAMPLE = 2_000;

/**
 * Declares the suite for one kind of source.
 *
 * @param name What is tested.
 * @param open       Opens a fresh source that gives so many ticks without waiting for a wall clock. Notices among them
 *                   (status, gap) are ticks like any other.
 * @param sampleSize Ticks that are looked at. Default 2,000.
 */
export function describeTickSource(
  name: string,
  open: () => Promise<TickSource>,
  sampleSize = SAMPLE,
): void {
  async function sample(source: TickSource, count = sampleSize): Promise<Tick[]> {
    const ticks: Tick[] = [];
    const known = new Set(source.instruments.map(({ symbol }) => symbol));
    for await (const batch of source) {
      expect(batch.length).toBeGreaterThan(0);
      for (const { symbol } of source.takeInstruments?.() ?? []) known.add(symbol);
      // Told before its first tick is published.
      expect(batch.filter(({ symbol }) => !known.has(symbol))).toEqual([]);
      ticks.push(...batch);
      if (ticks.length >= count) break;
    }
    await source.close();
    return ticks;
  }

  describe(`${name} as a tick source`, () => {
    test('knows valid instruments with unique symbols before its first tick', async () => {
      const source = await open();
      const instruments = [...source.instruments];
      if (instruments.length === 0 && source.takeInstruments !== undefined) {
        await source[Symbol.asyncIterator]().next();
        instruments.push(...source.takeInstruments());
      }
      const symbols = instruments.map(({ symbol }) => symbol);

      expect(symbols.length).toBeGreaterThan(0);
      expect(new Set(symbols).size).toBe(symbols.length);
      expect(instruments.map(instrumentFault).filter(Boolean)).toEqual([]);
      await source.close();
    });

    test('gives valid ticks of its instruments only', async () => {
      const ticks = await sample(await open());

      expect(ticks.length).toBeGreaterThanOrEqual(sampleSize);
      expect(ticks.map(tickFault).filter(Boolean)).toEqual([]);
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
