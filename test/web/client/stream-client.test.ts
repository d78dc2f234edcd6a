// @vitest-environment node
/** The worker's core on real sockets: values, acknowledgements, topics. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROW } from '../../../web/client/link.ts';
import { info } from './support/stream-server.ts';
import {
  accept,
  client,
  clock,
  connect,
  frames,
  full,
  isStale,
  isWaiting,
  last,
  minute,
  notice,
  plain,
  price,
  pull,
  rows,
  server,
  setUp,
  start,
  status,
  tearDown,
  until,
  warnings,
} from './support/worker.ts';

beforeEach(setUp);
afterEach(tearDown);

describe('stream client', () => {
  test('gives the page what a snapshot and updates say', async () => {
    const session = await connect([full('A'), full('B')]);
    await until(() => (pull(), price('B') === 100));

    session.send({}, [last(2, 105)], clock.now);
    await until(() => (pull(), price('B') === 105));

    expect(price('A')).toBe(100);
    expect(rows.get('B')?.[ROW.bidPrice]).toBeNaN();
    expect(isStale('B')).toBe(false);
  });

  test('never has more than one frame under way, and holds only the newest values meanwhile', async () => {
    const session = await connect([full('A')]);
    await until(() => (pull(), price('A') === 100));
    // A page that waits gets one frame; after that it does not come back for a while.
    for (let n = 1; n <= 500; n++) session.send({}, [last(1, 100 + n)], clock.now);
    const before = frames.length;
    session.send({ errors: [notice()] }, [], clock.now);
    await until(() => warnings.includes('the server reports an error'));
    expect(frames.length).toBeLessThanOrEqual(before + 1);

    await until(() => (pull(), price('A') === 600));
    expect(frames.length).toBeLessThanOrEqual(before + 3);
  });

  test('answers no pull while nothing is new', async () => {
    await connect([full('A')]);
    for (let turn = 0; turn < 100; turn++) {
      pull();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const before = frames.length;

    expect(isWaiting).toBe(true);
    clock.advance(900);
    await new Promise((resolve) => setImmediate(resolve));
    expect(frames.length).toBe(before);
  });

  test('acknowledges what was drawn, not what arrived', async () => {
    const session = await connect([full('A')]);
    await until(() => (pull(), price('A') === 100));
    pull();
    expect(await session.next('ack')).toEqual({ kind: 'ack', frame: 1 });

    session.send({}, [last(1, 101)], clock.now);
    session.send({}, [last(1, 102)], clock.now);
    await until(() => frames.at(-1)?.newestFrame === 2 || frames.at(-1)?.newestFrame === 3);
    clock.advance(900);
    expect(session.received.filter(({ kind }) => kind === 'ack')).toHaveLength(1);

    await until(() => (pull(), frames.at(-1)?.newestFrame === 3));
    pull();
    clock.advance(500);
    const acks = [await session.next('ack')];
    if (acks[0]?.frame === 2) acks.push(await session.next('ack'));
    expect(acks.at(-1)?.frame).toBe(3);
  });

  test('acknowledges by itself and asks for a low rate while the page is hidden', async () => {
    const session = await connect([full('A')]);
    client.onPageMessage({ kind: 'visibility', isVisible: false });
    expect((await session.next('setRate')).intervalMs).toBe(1_000);

    const number = session.send({ errors: [notice()] }, [last(1, 101)], clock.now);
    await until(() => warnings.includes('the server reports an error'));
    clock.advance(1_000);

    expect((await session.next('ack')).frame).toBe(number);
    client.onPageMessage({ kind: 'visibility', isVisible: true });
    expect((await session.next('setRate')).intervalMs).toBe(0);
  });

  test('asks for the data speed that was chosen, before the topics on every connection', async () => {
    const topics = [full('A')];
    client.onPageMessage({ kind: 'tier', tierMs: 250 });
    const session = await connect(topics);
    expect(session.received.slice(0, 2)).toMatchObject([
      { kind: 'setRate', intervalMs: 250 },
      { kind: 'subscribe' },
    ]);

    client.onPageMessage({ kind: 'tier', tierMs: 100 });
    clock.advance(100);
    expect((await session.next('setRate')).intervalMs).toBe(100);
    session.terminate();
    await until(() => status().phase === 'waiting');
    clock.advance(250);

    const next = await accept(topics);
    expect(next.received[0]).toMatchObject({ kind: 'setRate', intervalMs: 100 });
  });

  test('says for how long news waited for the page, and forgets it when the server says no more', async () => {
    const session = await connect([full('A')]);
    session.send(
      {
        rates: [
          {
            requestedIntervalMs: 0,
            effectiveIntervalMs: 16,
            heldFlushCount: 12,
            actualIntervalMs: 400,
          },
        ],
        errors: [notice()],
      },
      [],
      clock.now,
    );
    await until(() => warnings.includes('the server reports an error'));
    clock.advance(1_000);
    await until(() => status().heldFlushCount === 12);
    expect(status()).toMatchObject({ effectiveIntervalMs: 16, actualIntervalMs: 400 });

    for (let second = 0; second < 4; second++) {
      session.send({}, [last(1, 200 + second)], clock.now);
      await until(() => (pull(), price('A') === 200 + second));
      clock.advance(1_000);
    }
    await until(() => status().heldFlushCount === 0);
    expect(status()).toMatchObject({ effectiveIntervalMs: 16, actualIntervalMs: 0 });
  });

  test('gives up depth and tape after five hidden minutes and takes them back', async () => {
    const session = await connect([full('A')]);
    client.onPageMessage({ kind: 'visibility', isVisible: false });
    for (let minute = 0; minute < 5; minute++) {
      for (let n = 0; n < 12; n++) {
        clock.advance(5_000);
        session.send({ pongs: [], errors: [notice()] }, [], clock.now);
        const seen = warnings.length;
        await until(() => warnings.length > seen);
      }
    }

    expect((await session.next('subscribe')).topics[0]?.channels).toEqual([
      'quote',
      'last',
      'statistics',
    ]);
    client.onPageMessage({ kind: 'visibility', isVisible: true });
    clock.advance(100);
    expect((await session.next('subscribe')).topics[0]?.channels).toContain('depth');
  });

  test('asks for the history of the sparklines once, and no longer for bars of the rows', async () => {
    start([plain('A'), plain('B')]);
    const session = await server.accept();
    const asked = await session.next('subscribe');
    expect(asked.topics.map(({ bars }) => bars)).toEqual([
      [{ interval: '1m', historyCount: 60 }],
      [{ interval: '1m', historyCount: 60 }],
    ]);

    session.send(
      {
        subscribed: [
          {
            requestId: asked.requestId,
            symbols: [info('A', 1), info('B', 2)],
            unsubscribed: [],
            effectiveIntervalMs: 16,
          },
        ],
      },
      [1, 2].map((id) => ({
        ...last(id, 7, true),
        bars: [{ interval: '1m' as const, isHistory: true, bars: [minute(0, 5), minute(1, 6)] }],
      })),
      clock.now,
    );

    await until(() => (pull(), price('B') === 7));
    clock.advance(100);
    expect((await session.next('subscribe')).topics).toEqual([plain('A'), plain('B')]);
    await until(() => (pull(), frames.some(({ sparklines }) => sparklines.length === 2)));
    const closes = frames.flatMap(({ sparklines }) => sparklines).map((one) => [...one.closes]);
    expect(closes[0]).toEqual([5, 6, 7]);
    expect(frames.every(({ bars }) => bars.length === 0)).toBe(true);
  });

  test('passes errors of a symbol on, and takes them back when it is granted', async () => {
    start([full('A')]);
    const session = await server.accept();
    const { requestId } = await session.next('subscribe');
    session.send(
      {
        errors: [
          { ...notice(), retryable: false, message: 'no feed offers A', symbol: 'A', requestId },
        ],
      },
      [],
      clock.now,
    );
    await until(() => (pull(), frames.some(({ errors }) => errors.length > 0)));

    session.send(
      {
        subscribed: [
          { requestId: 0, symbols: [info('A', 1)], unsubscribed: [], effectiveIntervalMs: 16 },
        ],
      },
      [last(1, 3, true)],
      clock.now,
    );

    await until(() => (pull(), price('A') === 3));
    const errors = frames.flatMap((frame) => frame.errors);
    expect(errors).toEqual([
      { symbol: 'A', message: 'no feed offers A', isRetried: false },
      { symbol: 'A', message: '', isRetried: false },
    ]);
  });

  test('sends a storm of selections as a few messages, and ends with the last one', async () => {
    const session = await connect([full('A')]);
    session.received.length = 0;

    for (let n = 0; n < 300; n++) {
      client.onPageMessage({ kind: 'topics', topics: [plain(`S${String(n)}`)] });
      clock.advance(10);
    }
    clock.advance(100);
    await until(() =>
      session.received.some(
        (message) => message.kind === 'subscribe' && message.topics[0]?.symbol === 'S299',
      ),
    );

    expect(session.received.length).toBeLessThan(75);
  });

  test('leaves no timer behind when it is stopped', async () => {
    await connect([full('A')]);

    client.onPageMessage({ kind: 'stop' });

    expect(clock.pendingCount).toBe(0);
  });
});
