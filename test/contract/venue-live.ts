/** What a Venue does when it runs: real sockets and HTTP against a server that plays its samples. */
import { afterEach, describe, expect, test, type TestContext } from 'vitest';
import type { VenueSamples } from '../../feed/adapter/venue-samples.ts';
import type { Venue } from '../../feed/venues/venue.ts';
import { INTERVAL_MS, type Tick } from '../../proto/types.ts';
import { waitFor } from '../support/wait-for.ts';
import { noFaults, tickFaults } from './faults.ts';
import { LiveRun, type LiveRunOptions } from './live-run.ts';
import { sampleHole } from './sample-hole.ts';
import { readsAnswer, sortedBars } from './venue-http.ts';

/** Of the log, for messages. */
const SHOWN_LOG = 2_000;

export function describeLiveVenue(venue: Venue, samples: VenueSamples): void {
  const { venue: name } = venue.capabilities;
  const expectedTrades = tradesOf(samples.data.flatMap(({ ticks }) => ticks));
  /** The last one of each symbol. */
  const last = new Map(expectedTrades.map((pair) => [pair.split(' ')[0] ?? '', pair]));
  const traded = [...last.keys()];

  describe(`${name} over real sockets`, () => {
    const reason = misreads(venue, samples);
    if (reason !== undefined) {
      test.skip(`runs: not tried, because its mapper ${reason}`, () => undefined);
      return;
    }
    let isBroken = false;
    const runs: LiveRun[] = [];

    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail') isBroken = true;
      await Promise.all(runs.splice(0).map((run) => run.close()));
    });

    /** Where the first run fails each of the others would wait for the same in vain. */
    async function open(
      context: TestContext,
      options: Partial<LiveRunOptions> = {},
    ): Promise<LiveRun> {
      context.skip(isBroken, 'mend what failed before it');
      const run = await LiveRun.open({ venue, samples, ...options });
      runs.push(run);
      return run;
    }

    async function hasTraded(run: LiveRun, wanted: readonly string[]): Promise<void> {
      await waitFor(() => wanted.every((pair) => tradesOf(run.ticks).includes(pair)), {
        what: `the trades ${wanted.join(', ')}; so far it said:\n${run.log.slice(-SHOWN_LOG)}`,
      });
    }

    test('connects, subscribes, and tells in band how it stands before its data', async (context) => {
      const run = (await open(context)).start();
      await hasTraded(run, [...last.values()]);

      expect(run.server.connectionCount).toBe(1);
      noFaults(tickFaults(run.ticks));
      for (const symbol of traded) {
        expect(run.states(symbol)).toEqual(['connecting', 'live']);
        const own = run.ticks.filter((tick) => tick.symbol === symbol);
        const first = own.findIndex(({ kind }) => kind !== 'status');
        expect(own.slice(0, first)).toMatchObject([{ state: 'connecting' }, { state: 'live' }]);
      }
    });

    test('comes back after a lost connection, says so, and tells no trade twice', async (context) => {
      const run = (await open(context)).start();
      await hasTraded(run, [...last.values()]);
      const before = tradesOf(run.ticks);

      run.server.drop();
      await isPlayedTwice(run);
      await waitFor(
        () =>
          traded.every((symbol) => run.states(symbol).filter((one) => one === 'live').length === 2),
        { what: 'every symbol to be live again' },
      );
      // The second connection brings the same trades: each is told once more, which is wrong, or known again.
      await waitFor(
        () => {
          const { repeatedTrades = 0 } = run.source.counts();
          return repeatedTrades + run.trades.length >= before.length + expectedTrades.length;
        },
        { what: 'the fate of all trades of the second connection' },
      );

      for (const symbol of traded) {
        expect(run.states(symbol)).toEqual(['connecting', 'live', 'connecting', 'live']);
      }
      if (venue.capabilities.tradeIds === 'none') {
        // Nobody can tell a repetition; so the time without connection is marked instead.
        expect(run.ticks.map(({ kind }) => kind)).toContain('gap');
      } else {
        const all = tradesOf(run.ticks);
        expect(all).toEqual([...new Set(all)]);
        expect(all.slice(0, before.length)).toEqual(before);
      }
    });

    test('keeps its keys out of log, ticks and recordings', async (context) => {
      const run = (await open(context)).start();
      await hasTraded(run, [...last.values()]);
      run.server.drop();
      await isPlayedTwice(run);

      for (const text of [run.log, run.frames, JSON.stringify(run.ticks)]) {
        expect(text).not.toContain('SECRET-');
      }
    });

    const { candles, trades, book } = samples;
    if (candles !== undefined && venue.candles !== undefined) {
      const { interval = '1m' } = candles;
      const service = { ...venue.candles, intervals: [interval] };
      test('gives its past bars as history', async (context) => {
        context.skip(!readsAnswer(venue, samples, 'candles'), 'it reads no samples.candles');
        const expected = sortedBars(candles);
        const startMs = (expected.at(-1)?.openTimeMs ?? 0) + INTERVAL_MS[interval];
        const run = await open(context, {
          // The one interval of the sample, at whatever address the stream is.
          venue: { ...venue, candles: service, forStream: () => ({ ...venue, candles: service }) },
          samples: { ...samples, instruments: firstOf(samples) },
          history: true,
          startMs,
        });
        const chunks = [];
        for await (const chunk of run.source.history?.() ?? []) chunks.push(chunk);

        expect(chunks, run.log.slice(-SHOWN_LOG)).toMatchObject([{ interval, bars: expected }]);
      });
    }

    if (trades !== undefined && venue.trades !== undefined) {
      test('fills a hole with past trades, each once and in its place', async (context) => {
        context.skip(!readsAnswer(venue, samples, 'trades'), 'it reads no samples.trades');
        const { hole, before, behind } = sampleHole(samples);
        const { symbol } = hole.instrument.instrument;
        const known = new Set(expectedTrades);
        const missing = trades.expected
          .filter(({ tradeId, venueTimeMs }) =>
            venue.capabilities.tradeIds === 'contiguous'
              ? isBetween(tradeId, hole)
              : venueTimeMs >= hole.afterTimeMs,
          )
          .map(({ tradeId }) => `${symbol} ${tradeId}`)
          .filter((pair) => !known.has(pair));
        expect(missing.length, 'trades of samples.trades that lie in its hole').toBeGreaterThan(0);
        const run = await open(context, {
          isFast: true,
          play: (connection) => (connection === 1 ? before : behind),
        });
        run.start();
        await hasTraded(run, [`${symbol} ${hole.afterId}`]);

        const toldBefore = run.ticks.length;
        run.server.drop();
        await isPlayedTwice(run);
        await hasTraded(run, [
          ...missing,
          ...(hole.beforeId === undefined ? [] : [`${symbol} ${hole.beforeId}`]),
        ]);

        const all = tradesOf(run.ticks);
        expect(all).toEqual([...new Set(all)]);
        const late = run.trades.filter((one) => missing.includes(`${one.symbol} ${one.tradeId}`));
        expect(late.map(({ isBackfill }) => isBackfill)).toEqual(missing.map(() => true));
        const places = missing.map((pair) => all.indexOf(pair));
        expect(Math.min(...places)).toBeGreaterThan(all.indexOf(`${symbol} ${hole.afterId}`));
        if (hole.beforeId !== undefined) {
          expect(Math.max(...places)).toBeLessThan(all.indexOf(`${symbol} ${hole.beforeId}`));
        }
        const { isCut = false, next } = venue.trades?.parse(trades.text, hole) ?? { items: [] };
        const gaps = run.ticks.slice(toldBefore).filter((tick) => tick.kind === 'gap');
        if (!isCut && next === undefined)
          expect(gaps.filter((one) => one.symbol === symbol)).toEqual([]);
      });
    }

    if (book !== undefined && venue.book !== undefined) {
      test('fetches its book over HTTP', async (context) => {
        const run = (await open(context)).start();
        const depth = book.expected.find(({ kind }) => kind === 'depth');
        const levels = JSON.stringify(depth?.kind === 'depth' && [depth.bids, depth.asks]);

        await waitFor(
          () =>
            run.ticks.some(
              (tick) => tick.kind === 'depth' && JSON.stringify([tick.bids, tick.asks]) === levels,
            ),
          {
            what: `a depth with the levels ${levels}; so far it said:\n${run.log.slice(-SHOWN_LOG)}`,
          },
        );
      });
    }
  });
}

/** Symbol and id of each trade. */
function tradesOf(ticks: readonly Tick[]): string[] {
  return ticks.flatMap((tick) => (tick.kind === 'trade' ? `${tick.symbol} ${tick.tradeId}` : []));
}

async function isPlayedTwice({ server }: LiveRun): Promise<void> {
  await waitFor(() => server.playedCount === 2, { what: 'a second connection that subscribes' });
}

function firstOf({ instruments }: VenueSamples): VenueSamples['instruments'] {
  return { ...instruments, expected: instruments.expected.slice(0, 1) };
}

function isBetween(
  id: string,
  { afterId, beforeId = '' }: { readonly afterId: string; readonly beforeId?: string },
): boolean {
  if (![id, afterId, beforeId].every((one) => /^\d+$/.test(one))) return false;
  return BigInt(id) > BigInt(afterId) && BigInt(id) < BigInt(beforeId);
}

/** Why a run with these samples could only wait in vain; undefined: it need not. */
function misreads(venue: Venue, samples: VenueSamples): string | undefined {
  try {
    const mapper = venue.createMapper(samples.instruments.expected, 10);
    for (const { frame, receivedTimeMs, symbolHint, ticks } of samples.data) {
      const mapped = mapper.map(frame, receivedTimeMs, symbolHint);
      if (tradesOf(mapped).join() === tradesOf(ticks).join()) continue;
      return 'gives other trades than its samples expect';
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return `throws on its samples: ${message.slice(0, 100)}`;
  }
  return undefined;
}
