// @vitest-environment node
/** The worker's core on real sockets: lost, hostile and silent servers. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorInfo } from '../../../proto/frames.ts';
import { info, type Session } from './support/stream-server.ts';
import {
  accept,
  client,
  clock,
  connect,
  frames,
  full,
  isStale,
  last,
  notice,
  price,
  pull,
  server,
  setUp,
  speakOtherProtocol,
  start,
  status,
  tearDown,
  until,
  warnings,
} from './support/worker.ts';

beforeEach(setUp);
afterEach(tearDown);

describe('stream client in trouble', () => {
  test('marks everything stale at once when the socket is lost, and replays the set on the next', async () => {
    const topics = [full('A'), full('B')];
    const session = await connect(topics);
    await until(() => (pull(), price('A') === 100));

    session.terminate();
    await until(() => (pull(), isStale('A') && isStale('B')));
    expect(status()).toMatchObject({ phase: 'waiting', attempt: 0 });
    clock.advance(250);

    const next = await accept(topics);
    await until(() => (pull(), !isStale('A') && !isStale('B')));
    expect(next.received.filter(({ kind }) => kind === 'subscribe')).toHaveLength(1);
  });

  test('takes a drawn frame of the lost connection for none of the new one', async () => {
    const session = await connect([full('A')]);
    const former = frames.at(-1);
    session.terminate();
    await until(() => (pull(), isStale('A')));
    clock.advance(250);
    const next = await accept([full('A')]);
    const number = next.send({ errors: [notice()] }, [last(1, 101)], clock.now);
    await until(() => warnings.includes('the server reports an error'));

    pull(former && { ...former, newestFrame: 99 });
    next.received.length = 0;
    clock.advance(1_000);

    await until(() => next.received.some(({ kind }) => kind === 'ping'));
    expect(next.received).not.toContainEqual({ kind: 'ack', frame: number });
  });

  test('keeps a symbol stale after a reconnect until its snapshot is here', async () => {
    const topics = [full('A'), full('B')];
    const session = await connect(topics);
    await until(() => (pull(), price('A') === 100));
    session.terminate();
    await until(() => (pull(), isStale('A')));
    clock.advance(250);
    const next = await server.accept();
    await next.next('subscribe');

    next.send(
      {
        subscribed: [
          {
            requestId: 9,
            symbols: [info('A', 1), info('B', 2)],
            unsubscribed: [],
            effectiveIntervalMs: 16,
          },
        ],
      },
      [last(1, 100, true)],
      clock.now,
    );

    await until(() => (pull(), !isStale('A')));
    expect(isStale('B')).toBe(true);
    expect(status().awaitedSnapshots).toBe(1);
  });

  test('marks everything stale while the server cannot read its log', async () => {
    const session = await connect([full('A')]);
    await until(() => (pull(), price('A') === 100));

    session.send(
      { log: [{ isConnected: false, sinceTimeMs: clock.now, isFull: false }] },
      [],
      clock.now,
    );
    await until(() => (pull(), isStale('A')));
    session.send(
      { log: [{ isConnected: true, sinceTimeMs: clock.now, isFull: false }] },
      [],
      clock.now,
    );
    await until(() => (pull(), !isStale('A')));
  });

  test('marks the symbols of a silent venue stale, and no others', async () => {
    start([full('A'), full('B')]);
    const session = await server.accept();
    const { requestId } = await session.next('subscribe');
    session.send(
      {
        subscribed: [
          {
            requestId,
            symbols: [info('A', 1, { venue: 'X' }), info('B', 2, { venue: 'Y' })],
            unsubscribed: [],
            effectiveIntervalMs: 16,
          },
        ],
        venues: [
          { venue: 'X', isSilent: true, lastReceivedTimeMs: 1 },
          { venue: 'Y', isSilent: false, lastReceivedTimeMs: clock.now },
        ],
      },
      [last(1, 1, true), last(2, 2, true)],
      clock.now,
    );

    await until(() => (pull(), price('B') === 2 && isStale('A')));
    expect(isStale('B')).toBe(false);
  });

  test('marks a symbol stale that ticks no more, and fresh with its next tick', async () => {
    const session = await connect([full('A')]);
    await until(() => (pull(), price('A') === 100));
    for (let second = 0; second < 6; second++) {
      session.send({ errors: [notice()] }, [], clock.now);
      const seen = warnings.length;
      await until(() => warnings.length > seen);
      clock.advance(1_000);
    }
    await until(() => (pull(), isStale('A')));

    session.send({}, [last(1, 101)], clock.now);
    await until(() => (pull(), !isStale('A') && price('A') === 101));
  });

  test.each([
    ['random bytes', new Uint8Array([255, 254, 3, 9, 200])],
    ['an update that is cut off', new Uint8Array([0x1a, 0x20, 0x08, 0x01])],
    ['text', 'hello'],
  ])('drops a connection that sends %s, and comes back', async (_, data) => {
    const session = await connect([full('A')]);

    session.sendRaw(data);

    expect(await session.closed()).toBe(4500);
    clock.advance(15_000);
    await accept([full('A')]);
  });

  test('ignores updates of ids that it was never told', async () => {
    const session = await connect([full('A')]);

    session.send({}, [last(77, 5), last(1, 101)], clock.now);

    await until(() => (pull(), price('A') === 101));
    expect(warnings).toContain('update of an unknown symbol id');
  });

  test('acknowledges a frame that holds nothing for the page, so that the server goes on', async () => {
    const session = await connect([full('A')]);
    await until(() => (pull(), price('A') === 100));
    pull();
    await session.next('ack');
    clock.advance(300);

    const number = session.send({}, [last(77, 5)], clock.now);
    await until(() => (pull(), frames.at(-1)?.newestFrame === number));
    pull();
    clock.advance(250);

    expect((await session.next('ack')).frame).toBe(number);
  });

  test('leaves a server that speaks another protocol, and tries again', async () => {
    await speakOtherProtocol();
    start([full('A')]);

    expect(await (await server.accept()).closed()).toBe(4500);
    clock.advance(15_000);
    expect(await (await server.accept()).closed()).toBe(4500);
  });

  test('stays away when it is refused, and says why', async () => {
    const session = await connect([full('A')]);

    session.close(4503, 'token expired');
    await until(() => status().phase === 'rejected');

    expect(status()).toMatchObject({ closeCode: 4503, closeReason: 'token expired' });
    clock.advance(600_000);
    client.onPageMessage({ kind: 'retryNow' });
    await accept([full('A')]);
  });

  test('asks a socket at once after a sleep, and leaves it if it does not answer', async () => {
    const session = await connect([full('A')]);
    session.received.length = 0;

    clock.sleep(60_000);
    clock.advance(1_000);
    await until(() => session.received.some(({ kind }) => kind === 'ping'));
    clock.advance(2_000);

    expect(await session.closed()).toBe(4002);
    await accept([full('A')]);
  });

  test('is live again after a close for want of an Ack', async () => {
    const session = await connect([full('A')]);
    await until(() => (pull(), price('A') === 100));

    session.close(4001, 'no Ack for 30000 ms');
    await until(() => (pull(), isStale('A')));
    expect(status().phase).toBe('waiting');
    clock.advance(500);
    const next = await accept([full('A')]);
    next.send({}, [last(1, 101)], clock.now);

    await until(() => (pull(), price('A') === 101 && !isStale('A')));
    expect(status().phase).toBe('open');
  });
});

describe('stream client of a server without time', () => {
  const BUSY: Omit<ErrorInfo, 'symbol' | 'requestId'> = {
    code: 'ERR_SERVER_OVERLOADED',
    message: 'the server has no time for more: try again in a few seconds',
    retryable: true,
  };

  function refuse(session: Session, symbols: readonly string[], requestId: number): void {
    const errors = symbols.map((symbol) => ({ ...BUSY, symbol, requestId }));
    session.send({ errors }, [], clock.now);
  }

  function grant(session: Session, symbol: string, id: number, requestId: number): void {
    const symbols = [info(symbol, id)];
    session.send(
      { subscribed: [{ requestId, symbols, unsubscribed: [], effectiveIntervalMs: 16 }] },
      [last(id, 300, true)],
      clock.now,
    );
  }

  function faultOf(symbol: string): string | undefined {
    return frames.flatMap(({ errors }) => errors).findLast((one) => one.symbol === symbol)?.message;
  }

  test('asks for a refused symbol again with growing waits, says so, and shows it when it is granted', async () => {
    const session = await connect([full('A')]);
    client.onPageMessage({ kind: 'topics', topics: [full('A'), full('B')] });
    clock.advance(100);
    for (const waitMs of [1_000, 1_500]) {
      const { requestId, topics } = await session.next('subscribe');
      expect(topics).toEqual([full('B')]);
      const seen = warnings.length;
      refuse(session, ['B'], requestId);
      await until(() => warnings.length > seen);
      await until(() => (pull(), faultOf('B') === 'server is busy, trying again…'));
      const asked = session.received.length;
      clock.advance(waitMs - 1);
      expect(session.received.slice(asked).filter(({ kind }) => kind === 'subscribe')).toEqual([]);
      session.send({}, [last(1, 100 + waitMs)], clock.now);
      await until(() => (pull(), price('A') === 100 + waitMs));
      clock.advance(1);
    }
    expect(isStale('A')).toBe(false);
    expect(status()).toMatchObject({ phase: 'open', awaitedSnapshots: 0 });

    const { requestId } = await session.next('subscribe');
    grant(session, 'B', 2, requestId);

    await until(() => (pull(), price('B') === 300 && faultOf('B') === ''));
    expect(isStale('B')).toBe(false);
  });

  test('keeps the last known prices as old ones, and is not live, while it is refused everything', async () => {
    const topics = [full('A'), full('B')];
    const session = await connect(topics);
    await until(() => (pull(), price('B') === 100));
    session.terminate();
    await until(() => (pull(), isStale('A')));
    clock.advance(250);
    const next = await server.accept();
    const asked = await next.next('subscribe');
    refuse(next, ['A', 'B'], asked.requestId);
    await until(() => (pull(), faultOf('B') === 'server is busy, trying again…'));

    expect([price('A'), isStale('A'), isStale('B')]).toEqual([100, true, true]);
    expect(status()).toMatchObject({ phase: 'open', awaitedSnapshots: 2 });
    clock.advance(1_000);
    const again = await next.next('subscribe');
    expect(again.topics.map(({ symbol }) => symbol)).toEqual(['A', 'B']);
    grant(next, 'A', 1, again.requestId);

    await until(() => (pull(), price('A') === 300 && !isStale('A')));
    expect(isStale('B')).toBe(true);
  });
});
