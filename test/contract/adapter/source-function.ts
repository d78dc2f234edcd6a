/** What can be said of any source function without knowing its data: it is opened as the feed would, and listened to. */
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SourceFunctionContext } from '../../../feed/adapter/adapter-context.ts';
import { systemClock } from '../../../feed/clock.ts';
import type { TickSource } from '../../../feed/source.ts';
import { VENUE_CHANNELS } from '../../../feed/venues/venue-capabilities.ts';
import type { Tick } from '../../../proto/types.ts';
import { instrumentFault, tickFault } from '../../../proto/validate.ts';

/** Time for the first tick of real data. */
const PATIENCE_MS = 60_000;
/** Batches that are looked at, if so many come. */
const BATCHES = 20;
const LISTEN_MS = 5_000;

export function describeSourceFunction(
  path: string,
  open: (context: SourceFunctionContext) => Promise<TickSource>,
): void {
  async function opened(): Promise<TickSource> {
    const stopping = new AbortController();
    const source = await open({
      symbols: [],
      channels: VENUE_CHANNELS,
      environment: process.env,
      clock: systemClock,
      random: Math.random,
      logger: pino({ level: 'warn' }),
      signal: stopping.signal,
    });
    onTestFinished(async () => {
      stopping.abort();
      await source.close();
    });
    return source;
  }

  describe(`${path} as a source`, () => {
    test(
      'gives valid ticks, in the order of their receipt, of instruments that it told before',
      async () => {
        const source = await opened();
        const symbols = new Set<string>();
        const ticks: Tick[] = [];
        let batchCount = 0;
        const learn = (found: TickSource['instruments']): void => {
          for (const instrument of found) {
            expect(instrumentFault(instrument)).toBeUndefined();
            expect(symbols).not.toContain(instrument.symbol);
            symbols.add(instrument.symbol);
          }
        };
        learn(source.instruments);
        const timer = setTimeout(() => void source.close(), PATIENCE_MS);
        for await (const batch of source) {
          if (batchCount === 0) setTimeout(() => void source.close(), LISTEN_MS);
          learn(source.takeInstruments?.() ?? []);
          ticks.push(...batch);
          if (++batchCount === BATCHES) break;
        }
        clearTimeout(timer);

        expect(ticks.length, `a tick within ${String(PATIENCE_MS / 1000)} s`).toBeGreaterThan(0);
        expect(ticks.map(tickFault).filter(Boolean)).toEqual([]);
        expect(ticks.filter(({ symbol }) => !symbols.has(symbol))).toEqual([]);
        const times = ticks.map(({ receivedTimeMs }) => receivedTimeMs);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        for (const count of Object.values(source.counts())) {
          expect(count).toBeGreaterThanOrEqual(0);
        }
        // A line that cannot be read was logged above, with what was expected.
        expect(source.counts()['badItems'] ?? 0).toBe(0);
      },
      PATIENCE_MS + LISTEN_MS + 5_000,
    );

    test('ends when it is closed while somebody waits for it, and may be closed twice', async () => {
      const source = await opened();
      const waiting = source[Symbol.asyncIterator]().next();

      await source.close();
      await source.close();

      await waiting;
    });
  });
}
