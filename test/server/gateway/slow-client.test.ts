/** Clients that show less than they are sent, over real sockets. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TopicRequest } from '../../../proto/frames.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import type { TestClient } from '../../support/test-client.ts';
import { makeInstrument, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

const TAPE: TopicRequest = { symbol: 'AAA', channels: ['trades', 'last'], bars: [] };
/** Trades that the server's ring holds. */
const RING = 1_000;
const WINDOW_FRAMES = 64;
/** More than window and ring together. */
const TRADES = 2_600;

function tradesOf(client: TestClient): number[] {
  return client.updates.flatMap(({ trades }) => trades?.trades.map(({ price }) => price) ?? []);
}

function skippedOf(client: TestClient): number {
  return client.updates.reduce((sum, { trades }) => sum + (trades?.skipped ?? 0), 0);
}

describe('a client that acknowledges nothing', () => {
  let live: LiveServer;
  let price = 0;

  beforeEach(async () => {
    live = await startLiveServer({ FLUSH_MIN_MS: '1' });
    await live.feed.register(makeInstrument('AAA'));
    await waitFor(async () => (await (await live.get('/api/instruments')).text()).includes('AAA'), {
      what: 'the instrument',
    });
    price = 0;
  });

  afterEach(async () => {
    await live.stop();
  });

  /** Publishes trades of price 1, 2, ... and waits until `witness` has seen each batch. */
  async function trade(count: number, witness: TestClient): Promise<void> {
    const last = price + count;
    const batch = [];
    while (price < last) batch.push(makeTrade('AAA', ++price));
    await live.feed.publish(...batch);
    await waitFor(() => tradesOf(witness).includes(last), { what: `trade ${String(last)}` });
  }

  test('is sent one window, then nothing but control, while another one gets every trade', async () => {
    const fast = await live.connect();
    const slow = await live.connect({ isAcknowledging: false });
    await fast.subscribe(TAPE);
    await slow.subscribe(TAPE);
    for (let batch = 0; batch < 150; batch++) await trade(10, fast);

    const told = await waitFor(
      () => slow.frames.flatMap(({ rates }) => rates).find((rate) => rate.heldFlushCount > 0),
      { what: 'the slow client to be told that it is held back' },
    );

    expect(told.actualIntervalMs).toBeGreaterThan(told.effectiveIntervalMs);
    expect(Math.max(...slow.frames.map(({ frame }) => frame))).toBe(WINDOW_FRAMES);
    expect(tradesOf(fast)).toEqual(Array.from({ length: 1_500 }, (_, index) => index + 1));
    expect(skippedOf(fast)).toBe(0);
  });

  test('gets the newest at once when it is back, each trade that is still held, and the number of the others', async () => {
    const fast = await live.connect();
    const slow = await live.connect({ isAcknowledging: false });
    await fast.subscribe(TAPE);
    await slow.subscribe(TAPE);
    for (let batch = 0; batch < 130; batch++) await trade(20, fast);
    const seen = tradesOf(slow).length;
    expect(seen).toBeLessThan(TRADES - RING);

    slow.send({ kind: 'ack', frame: WINDOW_FRAMES });
    await waitFor(() => tradesOf(slow).includes(TRADES), { what: 'the newest trade' });

    expect(tradesOf(slow).slice(seen)).toEqual(
      Array.from({ length: RING }, (_, index) => TRADES - RING + index + 1),
    );
    expect(skippedOf(slow)).toBe(TRADES - RING - seen);
    expect(slow.updates.findLast(({ last }) => last)?.last?.price).toBe(TRADES);
  });

  test('is closed as malformed, alone, when it acknowledges what it was never sent', async () => {
    const fast = await live.connect();
    const liar = await live.connect({ isAcknowledging: false });
    await fast.subscribe(TAPE);
    await liar.subscribe(TAPE);

    liar.send({ kind: 'ack', frame: 4_000_000 });

    expect((await liar.closed()).code).toBe(4500);
    await trade(5, fast);
    expect(fast.close).toBeUndefined();
  });
});
