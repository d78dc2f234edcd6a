import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ServerMessage } from '../../../proto/frames.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import type { TestClient } from '../../support/test-client.ts';
import { makeInstrument, makeQuote, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

const HOUR_MS = 3_600_000;

describe('a server whose system clock is set', () => {
  const realNow = Date.now.bind(Date);
  let setByMs = 0;
  let live: LiveServer;

  beforeAll(async () => {
    // Before the server takes its clocks; the feed of the test is on the same machine.
    vi.spyOn(Date, 'now').mockImplementation(() => realNow() + setByMs);
    live = await startLiveServer({ HEARTBEAT_TIMEOUT_MS: '6000', ACK_TIMEOUT_MS: '4000' });
    await live.feed.register(makeInstrument('AAA'), makeInstrument('BBB'));
    await live.feed.publish(makeQuote('AAA', 10_000), makeTrade('BBB', 1));
    await waitFor(
      async () => ((await (await live.get('/api/instruments')).json()) as unknown[]).length === 2,
      { what: 'the server to know the instruments' },
    );
  });
  afterAll(async () => {
    await live.stop();
    vi.restoreAllMocks();
  });

  /** Waits for frames sent to a client after now. */
  async function nextFrames(client: TestClient, count: number): Promise<ServerMessage[]> {
    const before = client.frames.length;
    return waitFor(
      () => {
        const frames = client.frames.slice(before);
        return frames.length >= count ? frames : undefined;
      },
      { what: `${String(count)} more frames`, timeoutMs: 10_000 },
    );
  }

  test.each([
    ['forwards', 3 * HOUR_MS],
    ['backwards', -7 * HOUR_MS],
  ])('by hours %s closes nobody, goes on and stamps the new time', async (_, stepMs) => {
    const client = await live.connect();
    // Never acknowledges: its deadline is running when the clock is set.
    const silent = await live.connect({ isAcknowledging: false });
    await client.subscribe('AAA', 'BBB');
    await silent.subscribe('AAA');

    setByMs += stepMs;
    const frames = await nextFrames(client, 3);

    expect(client.close).toBeUndefined();
    expect(silent.close).toBeUndefined();
    for (const { serverTimeMs } of frames) {
      expect(Math.abs(serverTimeMs - Date.now())).toBeLessThan(10_000);
    }
    expect(frames.flatMap(({ venues }) => venues).filter(({ isSilent }) => isSilent)).toEqual([]);

    client.send({ kind: 'ping', clientTimeMs: 5 });
    const pong = await waitFor(
      () => client.frames.flatMap(({ pongs }) => pongs).find((one) => one.clientTimeMs === 5),
      { what: 'the pong' },
    );
    expect(Math.abs(pong.serverTimeMs - Date.now())).toBeLessThan(5_000);

    const price = 20_000 + stepMs / HOUR_MS;
    await live.feed.publish(makeQuote('AAA', price));
    const { quote } = await client.update('the quote', (one) => one.quote?.bidPrice === price - 1);
    expect(Math.abs((quote?.receivedTimeMs ?? 0) - Date.now())).toBeLessThan(5_000);

    // What was received before the step is never told to be from the future.
    const late = await live.connect();
    const answer = await late.subscribe('BBB');
    expect(answer.updates[0]?.last?.receivedTimeMs).toBeLessThanOrEqual(answer.serverTimeMs);
  });

  test('a client that acknowledges nothing is closed after its time, not before and not much later', async () => {
    const silent = await live.connect({ isAcknowledging: false });
    await silent.subscribe('AAA');
    const startMs = performance.now();

    setByMs -= HOUR_MS;
    const { code } = await silent.closed();

    expect(code).toBe(4001);
    expect(performance.now() - startMs).toBeGreaterThan(3_900);
    expect(performance.now() - startMs).toBeLessThan(6_000);
  });
});
