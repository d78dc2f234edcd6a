/** A client that comes back with what it holds, over real sockets, to a server that was started anew. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BarsRequest, TopicRequest, TradeResume } from '../../../proto/frames.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import type { TestClient } from '../../support/test-client.ts';
import { makeInstrument, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

const BARS: BarsRequest = { interval: '1s', historyCount: 2_000 };
const TOPIC: TopicRequest = { symbol: 'AAA', channels: ['trades'], bars: [BARS] };

/** Prices of all trades that a client was sent; each is the number of its trade. */
function pricesOf(client: TestClient): number[] {
  return client.updates.flatMap(({ trades }) => trades?.trades ?? []).map(({ price }) => price);
}

function upTo(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

describe('a client that comes back', () => {
  let live: LiveServer;
  const startMs = Date.now() - 300_000;
  let published = 0;

  /** Publishes trades, one for each second of the last minutes. */
  async function publish(count: number): Promise<void> {
    const trades = Array.from({ length: count }, () => {
      const timeMs = startMs + 1_000 * ++published;
      return makeTrade('AAA', published, { venueTimeMs: timeMs, receivedTimeMs: timeMs });
    });
    await live.feed.publish(...trades);
  }

  beforeAll(async () => {
    live = await startLiveServer();
    await live.feed.register(makeInstrument('AAA'));
    await publish(150);
  });
  afterAll(() => live.stop());

  test('is sent what it missed, by the next server, once', async () => {
    const before = await live.connect();
    await before.subscribe(TOPIC);
    await publish(1);
    await waitFor(() => pricesOf(before).at(-1) === 151, { what: 'the newest trade' });
    const held = before.updates.flatMap(({ trades }) => trades?.trades ?? []).at(-1);
    const numbering = before.updates.find(({ isSnapshot }) => isSnapshot)?.trades;
    const bars = before.updates.flatMap((update) => update.bars ?? []);
    before.terminate();
    await publish(120);
    await live.restartServer();
    const after = await live.connect();
    const tradesAfter: TradeResume = {
      entryMs: held?.entryMs ?? 0,
      entrySeq: held?.entrySeq ?? 0,
      index: held?.index ?? 0,
      epoch: numbering?.epoch ?? 0,
      nextNumber: (numbering?.nextNumber ?? 0) + 1,
    };
    const afterOpenTimeMs = bars.at(-1)?.bars.at(-1)?.openTimeMs ?? 0;

    const answer = await after.subscribe({
      ...TOPIC,
      bars: [{ ...BARS, afterOpenTimeMs }],
      tradesAfter,
    });
    await publish(1);
    await waitFor(() => pricesOf(after).at(-1) === 272, { what: 'the newest trade' });

    expect(pricesOf(before)).toEqual(upTo(51, 151));
    expect(pricesOf(after)).toEqual(upTo(152, 272));
    const [update] = answer.updates;
    expect(update?.trades).toMatchObject({ skipped: 0, epoch: tradesAfter.epoch, nextNumber: 271 });
    expect(update?.bars?.[0]).toMatchObject({ isHistory: false });
    expect(update?.bars?.[0]?.bars.length).toBeGreaterThan(120);
    expect(update?.bars?.[0]?.bars.length).toBeLessThan(271);
  });

  test('is served although what it says it holds is absurd', async () => {
    const client = await live.connect();
    const most = Number.MAX_SAFE_INTEGER;

    const answer = await client.subscribe({
      ...TOPIC,
      bars: [{ ...BARS, afterOpenTimeMs: most }],
      tradesAfter: {
        entryMs: 1,
        entrySeq: most,
        index: 0xffffffff,
        epoch: 0xffffffff,
        nextNumber: most,
      },
    });

    expect(answer.updates[0]?.trades?.nextNumber).toBe(published);
    await publish(1);
    await waitFor(() => pricesOf(client).at(-1) === published, { what: 'the newest trade' });
  });
});
