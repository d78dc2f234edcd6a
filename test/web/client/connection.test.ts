/** The connection machine on a clock that the tests move. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comeBackReason } from '../../../proto/close-codes.ts';
import { Connection, type ConnectionEvent } from '../../../web/client/connection.ts';

const START_MS = 1_000_000;

/** A machine with an open socket that has proved itself. */
function opened(random = 0.5): Connection {
  const connection = new Connection(() => random);
  connection.handle({ kind: 'start' }, START_MS);
  connection.handle({ kind: 'opened' }, START_MS);
  connection.handle({ kind: 'frame', isProof: true }, START_MS);
  return connection;
}

function kinds(connection: Connection, event: ConnectionEvent, nowMs: number): string[] {
  return connection.handle(event, nowMs).map(({ kind }) => kind);
}

describe('connection', () => {
  test('connects on start, and replays the topics and pings when the socket is open', () => {
    const connection = new Connection(() => 0.5);

    expect(kinds(connection, { kind: 'start' }, START_MS)).toEqual(['connect']);
    expect(kinds(connection, { kind: 'opened' }, START_MS)).toEqual(['replay', 'ping']);
    expect(connection.phase).toBe('open');
  });

  test('gives up a socket that does not open within ten seconds', () => {
    const connection = new Connection(() => 0.5);
    connection.handle({ kind: 'start' }, START_MS);

    expect(kinds(connection, { kind: 'tick' }, START_MS + 9_999)).toEqual([]);
    expect(kinds(connection, { kind: 'tick' }, START_MS + 10_000)).toEqual(['close']);
    expect(connection.phase).toBe('waiting');
  });

  test.each([1000, 1001, 1006, 1011, 1013, 4000, 4001, 4002, 4499, 3000])(
    'comes back by itself after close code %i',
    (code) => {
      const connection = opened();

      connection.handle({ kind: 'closed', code, reason: '' }, START_MS);

      expect(connection.phase).toBe('waiting');
      expect(connection.retryAtMs).toBe(START_MS + 250);
      expect(kinds(connection, { kind: 'tick' }, connection.dueMs)).toEqual(['connect']);
    },
  );

  test.each([1002, 1003, 1007, 1009, 1010, 4500, 4501, 4502, 4503, 4999])(
    'stays away after close code %i until the user asks',
    (code) => {
      const connection = opened();

      connection.handle({ kind: 'closed', code, reason: 'no' }, START_MS);

      expect(connection.phase).toBe('rejected');
      expect(connection.closeReason).toBe('no');
      expect(connection.dueMs).toBe(Infinity);
      for (const kind of ['tick', 'online', 'visible', 'clockJump'] as const) {
        expect(kinds(connection, { kind }, START_MS + 60_000)).toEqual([]);
      }
      expect(kinds(connection, { kind: 'retryNow' }, START_MS + 60_000)).toEqual(['connect']);
    },
  );

  test('comes back when a server that shuts down says so', () => {
    const connection = opened();

    connection.handle({ kind: 'closed', code: 4000, reason: comeBackReason(1_234) }, START_MS);

    expect(connection.retryAtMs).toBe(START_MS + 1_234);
  });

  test('does not let a server send it away for longer than a minute', () => {
    const connection = opened();

    connection.handle({ kind: 'closed', code: 4000, reason: comeBackReason(9_999_999) }, START_MS);

    expect(connection.retryAtMs).toBe(START_MS + 60_000);
  });

  test('waits longer with each failed try, and counts them', () => {
    const connection = opened(0.999_999);
    connection.handle({ kind: 'closed', code: 1006, reason: '' }, START_MS);
    const waits: number[] = [];
    let nowMs = START_MS;

    for (let attempt = 1; attempt <= 4; attempt++) {
      waits.push(connection.retryAtMs - nowMs);
      nowMs = connection.retryAtMs;
      connection.handle({ kind: 'tick' }, nowMs);
      expect(connection.attempt).toBe(attempt);
      connection.handle({ kind: 'closed', code: 1006, reason: '' }, nowMs);
    }

    expect(waits).toEqual([500, 1_000, 2_000, 2_000]);
  });

  test('forgets failed tries when data flows, not when the socket opens', () => {
    const connection = new Connection(() => 0.999_999);
    connection.handle({ kind: 'start' }, START_MS);
    for (let n = 0; n < 5; n++) {
      connection.handle({ kind: 'opened' }, START_MS);
      connection.handle({ kind: 'frame', isProof: false }, START_MS);
      connection.handle({ kind: 'closed', code: 1006, reason: '' }, START_MS);
      connection.handle({ kind: 'retryNow' }, START_MS);
    }
    connection.handle({ kind: 'opened' }, START_MS);
    connection.handle({ kind: 'closed', code: 1006, reason: '' }, START_MS);
    expect(connection.retryAtMs - START_MS).toBe(2_000);

    connection.handle({ kind: 'retryNow' }, START_MS);
    connection.handle({ kind: 'opened' }, START_MS);
    connection.handle({ kind: 'frame', isProof: true }, START_MS);
    connection.handle({ kind: 'closed', code: 1006, reason: '' }, START_MS);

    expect(connection.retryAtMs - START_MS).toBe(500);
  });

  test.each(['online', 'visible', 'retryNow'] as const)('retries at once on %s', (kind) => {
    const connection = opened();
    connection.handle({ kind: 'closed', code: 1006, reason: '' }, START_MS);

    expect(kinds(connection, { kind }, START_MS + 1)).toEqual(['connect']);
    expect(kinds(connection, { kind }, START_MS + 2)).toEqual([]);
  });

  test('pings at the interval that the server names while data flows', () => {
    const connection = opened();
    connection.handle({ kind: 'welcome', intervalMs: 3_000, timeoutMs: 6_000 }, START_MS);
    let pings = 0;

    for (let ms = 100; ms <= 30_000; ms += 100) {
      connection.handle({ kind: 'frame', isProof: true }, START_MS + ms);
      pings += kinds(connection, { kind: 'tick' }, START_MS + ms).length;
    }

    expect(pings).toBe(10);
  });

  test('asks a silent server once a second, and closes 4002 when nothing came for the timeout', () => {
    const connection = opened();
    const actions: string[] = [];
    while (connection.phase === 'open') {
      actions.push(...kinds(connection, { kind: 'tick' }, connection.dueMs));
    }

    expect(actions).toEqual([...Array<string>(9).fill('ping'), 'close', 'connect']);
    expect(connection.closeCode).toBe(4002);
  });

  test.each(['clockJump', 'online', 'offline'] as const)(
    'gives an open socket two seconds to prove itself on %s',
    (kind) => {
      const connection = opened();

      expect(kinds(connection, { kind }, START_MS + 100)).toEqual(['ping']);
      expect(kinds(connection, { kind: 'tick' }, START_MS + 2_100)).toEqual(['close', 'connect']);
    },
  );

  test('keeps a suspected socket that answers', () => {
    const connection = opened();
    connection.handle({ kind: 'clockJump' }, START_MS + 100);

    connection.handle({ kind: 'frame', isProof: true }, START_MS + 200);

    expect(kinds(connection, { kind: 'tick' }, START_MS + 2_150)).toEqual(['ping']);
    expect(connection.phase).toBe('open');
  });

  test('drops a socket that sends what is not of the protocol, and tries again', () => {
    const connection = opened();

    const actions = connection.handle({ kind: 'badFrame', reason: 'odd' }, START_MS);

    expect(actions).toEqual([{ kind: 'close', code: 4500, reason: 'odd' }]);
    expect(connection.phase).toBe('waiting');
  });

  test('waits longer each time for a server whose frames stay unreadable, though data came before', () => {
    const connection = opened(0.999_999);
    const waits: number[] = [];

    for (let n = 0; n < 6; n++) {
      connection.handle({ kind: 'badFrame', reason: 'odd' }, START_MS);
      waits.push(connection.retryAtMs - START_MS);
      connection.handle({ kind: 'retryNow' }, START_MS);
      connection.handle({ kind: 'opened' }, START_MS);
      connection.handle({ kind: 'frame', isProof: true }, START_MS);
    }

    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000]);
    connection.handle({ kind: 'badFrame', reason: 'odd' }, START_MS + 10_000);
    expect(connection.retryAtMs - START_MS).toBe(10_500);
  });

  test('never hangs, and never opens a second socket beside the first, whatever happens', () => {
    const event = fc.oneof(
      fc.constantFrom<ConnectionEvent>(
        { kind: 'start' },
        { kind: 'opened' },
        { kind: 'tick' },
        { kind: 'clockJump' },
        { kind: 'online' },
        { kind: 'offline' },
        { kind: 'visible' },
        { kind: 'retryNow' },
        { kind: 'badFrame', reason: '' },
      ),
      fc.record({ kind: fc.constant('frame' as const), isProof: fc.boolean() }),
      fc.record({
        kind: fc.constant('closed' as const),
        code: fc.constantFrom(1000, 1006, 4000, 4001, 4002),
        reason: fc.constantFrom('', comeBackReason(500)),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(event, fc.nat(20_000)), { maxLength: 100 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (steps, random) => {
          const connection = new Connection(() => random);
          let nowMs = START_MS;
          let hasSocket = false;
          const run = (happening: ConnectionEvent): void => {
            // A browser opens and closes only the socket that there is.
            if (happening.kind === 'closed' && !hasSocket) return;
            if (happening.kind === 'closed') hasSocket = false;
            for (const action of connection.handle(happening, nowMs)) {
              if (action.kind === 'connect') {
                expect(hasSocket).toBe(false);
                hasSocket = true;
              }
              if (action.kind === 'close') hasSocket = false;
            }
          };
          run({ kind: 'start' });
          for (const [happening, afterMs] of steps) {
            nowMs += afterMs;
            run(happening);
            expect(connection.dueMs).toBeLessThan(Infinity);
          }
          // From any state a working server is reached again by ticks alone.
          for (let n = 0; n < 10 && connection.phase !== 'connecting'; n++) {
            nowMs = Math.max(nowMs, connection.dueMs);
            run({ kind: 'tick' });
          }
          for (let n = 0; n < 4; n++) {
            run({ kind: 'opened' });
            if (connection.phase === 'open') break;
            nowMs = Math.max(nowMs, connection.dueMs);
            run({ kind: 'tick' });
          }
          expect(connection.phase).toBe('open');
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });
});
