import pino from 'pino';
import { describe, expect, test } from 'vitest';
import type { ConnectionContext } from '../../../feed/live/connection-context.ts';
import { createRedaction } from '../../../feed/live/redact.ts';
import { Session } from '../../../feed/live/session.ts';
import { DEFAULT_TIMINGS, type LiveTimings } from '../../../feed/live/timings.ts';
import type { Venue } from '../../../feed/venues/venue.ts';
import type { VenueCapabilities } from '../../../feed/venues/venue-capabilities.ts';
import type { ControlFrame } from '../../../feed/venues/venue-mapper.ts';
import { FakeClock } from '../fake-clock.ts';
import { control, TOY_INSTRUMENTS, toyVenue } from './fixtures/toy-venue.ts';

/** A session of the symbols A and B with everything that it says and tells, in one list. */
class World {
  readonly clock = new FakeClock();
  readonly log: string[] = [];
  readonly counts: Record<string, number> = {};
  readonly session: Session;
  readonly bookRequests: string[] = [];
  bookAnswer: (symbol: string) => Promise<string> = () => Promise.reject(new Error('none'));

  constructor(
    capabilities: Partial<VenueCapabilities> = {},
    timings: Partial<LiveTimings> = {},
    channels: ConnectionContext['channels'] = ['trades'],
    parts: Partial<Venue> = {},
  ) {
    let id = 0;
    const credentials = { key: 's3cret' };
    const context: ConnectionContext = {
      venue: toyVenue(capabilities, parts),
      url: 'ws://toy',
      credentials,
      channels,
      depthLevels: 10,
      timings: { ...DEFAULT_TIMINGS, ...timings },
      clock: this.clock,
      random: () => 1,
      logger: pino({ level: 'silent' }),
      receivedMs: () => this.clock.nowMs(),
      redact: createRedaction(credentials),
      nextId: () => String(++id),
      complain: (what, fields) => this.log.push(`complains ${what} ${JSON.stringify(fields)}`),
      count: (name, by = 1) => {
        this.counts[name] = (this.counts[name] ?? 0) + by;
      },
      crash: (error) => {
        throw error;
      },
      ...(capabilities.bookResync === 'snapshot' && {
        fetchBook: ({ instrument }) => {
          this.bookRequests.push(instrument.symbol);
          return this.bookAnswer(instrument.symbol);
        },
      }),
    };
    this.session = new Session({
      number: 1,
      instruments: TOY_INSTRUMENTS.slice(0, 2),
      context,
      transport: {
        send: (text) => this.log.push(`sends ${text}`),
        ping: () => this.log.push('pings'),
        fail: (reason, isFatal) => {
          this.log.push(`${isFatal ? 'refused' : 'lost'}: ${reason}`);
          this.session.end();
        },
      },
      events: {
        onTicks: (ticks) => {
          for (const { kind, symbol } of ticks) this.log.push(`${kind} ${symbol}`);
        },
        onLive: (symbols) => this.log.push(`live ${symbols.join()}`),
        onSymbolRefused: (symbol, reason) => this.log.push(`refused ${symbol}: ${reason}`),
        onResync: (symbol, isOn, detail) =>
          this.log.push(`resync ${symbol} ${String(isOn)} ${detail}`.trim()),
        onHalted: (symbols, isOn, detail) =>
          this.log.push(`halted ${symbols?.join() ?? 'all'} ${String(isOn)} ${detail}`.trim()),
        onClosingSoon: (message) => this.log.push(`closing soon: ${message}`),
      },
    });
  }

  open(): this {
    this.session.open(this.clock.elapsedMs());
    return this;
  }

  frame(frame: object | string): void {
    const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.session.frame(text, this.clock.nowMs(), this.clock.elapsedMs());
  }

  control(frame: ControlFrame): void {
    this.frame(control(frame));
  }

  /** Lets time go by in steps. */
  pass(durationMs: number, stepMs = 20): void {
    for (let passedMs = 0; passedMs < durationMs; passedMs += stepMs) {
      this.clock.pass(stepMs);
      this.session.check(this.clock.elapsedMs());
    }
  }

  /** What was said and told since the last call. */
  take(): string[] {
    return this.log.splice(0);
  }
}

const subscribe = (id: string, channel: string, ...symbols: string[]): string =>
  `sends ${JSON.stringify({ op: 'subscribe', id, channels: [channel], symbols })}`;
const SYMBOL_A = 'A-X.TOY';
const SYMBOL_B = 'B-X.TOY';

describe('session of a connection', () => {
  test('asks once for a topic that serves two channels, and both are live', () => {
    const { stream } = toyVenue();
    const topics = (natives: readonly string[]): string[] => natives.map((name) => `book ${name}`);
    const world = new World({ acknowledges: 'symbols' }, {}, ['quotes', 'depth'], {
      stream: { ...stream, subscribe: topics, unsubscribe: topics },
    }).open();

    expect(world.take()).toEqual(['sends book A', 'sends book B']);
    world.control({ kind: 'acknowledged', symbols: ['A', 'B'] });
    expect(world.take()).toEqual([`live ${SYMBOL_A},${SYMBOL_B}`]);
  });

  test('passes on what was asked for, of a topic that brings more', () => {
    const world = new World({}, {}, ['quotes']).open();
    world.take();

    world.frame({ d: 'A', p: 10, n: 1 });
    world.frame({ q: 'A', p: 10 });
    world.frame({ t: 'A', id: 1, p: 10 });

    expect(world.take().filter((line) => !line.startsWith('live'))).toEqual([`quote ${SYMBOL_A}`]);
  });

  test('asks for what is wanted as soon as the connection is open', () => {
    const world = new World().open();

    expect(world.take()).toEqual([subscribe('1', 'trades', 'A', 'B')]);
    world.control({ kind: 'acknowledged', id: '1' });
    expect(world.take()).toEqual([`live ${SYMBOL_A},${SYMBOL_B}`]);
    expect(world.session.isLive).toBe(true);
  });

  test('shows its key first where one is needed, and asks when that was taken', () => {
    const world = new World({ credentials: [{ name: 'key', variable: 'TOY_KEY' }] }).open();

    expect(world.take()).toEqual(['sends {"op":"auth","key":"s3cret"}']);
    world.control({ kind: 'acknowledged', id: 'authentication' });
    expect(world.take()).toEqual([subscribe('1', 'trades', 'A', 'B')]);
  });

  test('gives a connection up whose authentication is not answered', () => {
    const world = new World({ credentials: [{ name: 'key', variable: 'TOY_KEY' }] }).open();
    world.take();
    world.pass(10_000);

    expect(world.take()).toEqual(['lost: the authentication was not answered']);
  });

  test('ends for good by a wrong key, without showing it', () => {
    const world = new World({ credentials: [{ name: 'key', variable: 'TOY_KEY' }] }).open();
    world.take();
    world.control({ kind: 'refused', code: '402', message: 'wrong key s3cret', isFatal: true });

    expect(world.take().join()).not.toContain('s3cret');
    expect(world.session.isLive).toBe(false);
  });

  test('ends one symbol alone that is refused by name', () => {
    const world = new World({ acknowledges: 'symbols' }).open();
    world.control({ kind: 'refused', code: '', message: 'no A', symbol: 'A', isFatal: true });
    world.control({ kind: 'acknowledged', symbols: ['B'] });

    expect(world.take().slice(-2)).toEqual([`refused ${SYMBOL_A}: no A`, `live ${SYMBOL_B}`]);
    expect(world.session.isLive).toBe(true);
  });

  test('passes over a refusal that can pass, and asks again when nothing was confirmed', () => {
    const world = new World().open();
    world.take();
    world.control({ kind: 'refused', code: '', message: 'too fast', isFatal: false });
    expect(world.take()).toHaveLength(1);
    world.pass(10_600);

    expect(world.take()).toEqual([subscribe('2', 'trades', 'A', 'B')]);
  });

  test('never sends more messages than the venue allows, pings included and in front', () => {
    const world = new World(
      { limits: { messages: { count: 2, perMs: 1000 } }, pingEveryMs: 1000 },
      {},
      ['trades', 'quotes', 'depth'],
    ).open();
    const times: [number, string][] = [];
    const read = (): void => {
      for (const line of world.take()) {
        if (line.startsWith('sends')) times.push([world.clock.elapsedMs(), line]);
      }
    };
    read();
    for (let step = 0; step < 100; step++) {
      world.pass(50, 50);
      read();
    }

    const sentMs = times.map(([timeMs]) => timeMs);
    for (let at = 2; at < sentMs.length; at++) {
      expect((sentMs[at] ?? 0) - (sentMs[at - 2] ?? 0)).toBeGreaterThanOrEqual(1000);
    }
    expect(times[2]?.[1]).toBe('sends {"op":"ping"}');
    expect(times[3]?.[1]).toContain('"depth"');
  });

  test('counts the answers to pings of the venue, which go out by themselves', () => {
    const world = new World({ limits: { messages: { count: 2, perMs: 1000 } } });
    world.session.pinged(0);
    world.session.pinged(0);
    world.open();

    expect(world.take()).toEqual([]);
    world.pass(1_100);
    expect(world.take()).toEqual([subscribe('1', 'trades', 'A', 'B')]);
  });

  test('sends WebSocket pings where the venue wants those', () => {
    const world = new World({ socketPingEveryMs: 10_000 }).open();
    world.take();
    world.control({ kind: 'acknowledged', id: '1' });
    world.take();
    world.pass(25_000);

    expect(world.take()).toEqual(['pings', 'pings']);
  });

  test('gives up a connection on which nothing comes, although it is open', () => {
    const world = new World({ silenceMs: 5_000 }).open();
    world.control({ kind: 'acknowledged', id: '1' });
    world.take();
    world.pass(4_980);
    expect(world.take()).toEqual([]);
    world.pass(20);

    expect(world.take()).toEqual(['lost: nothing came for too long']);
  });

  test('gives up a connection that has heartbeats, but no market data', () => {
    const world = new World({ silenceMs: 5_000, dataSilenceMs: 30_000 }).open();
    world.control({ kind: 'acknowledged', id: '1' });
    world.take();
    for (let second = 0; second < 30; second++) {
      world.control({ kind: 'heartbeat' });
      world.pass(1_000);
    }

    expect(world.take()).toEqual(['lost: no market data came for too long']);
  });

  test('is kept by market data for as long as it comes', () => {
    const world = new World({ silenceMs: 5_000, dataSilenceMs: 30_000 }).open();
    world.control({ kind: 'acknowledged', id: '1' });
    world.take();
    for (let second = 0; second < 60; second++) {
      world.frame({ t: 'A', id: second, p: 1 });
      world.pass(1_000);
    }

    expect(world.take().filter((line) => !line.startsWith('trade'))).toEqual([]);
  });

  test('counts a malformed frame and loses nothing else by it', () => {
    const world = new World().open();
    world.control({ kind: 'acknowledged', id: '1' });
    world.take();
    world.frame({ t: 'A', id: 1, p: 1 });
    world.frame('{"t":"A", s3cret');
    world.frame({ t: 'A', id: 2, p: 1 });

    const log = world.take();
    expect(log.filter((line) => line.startsWith('trade'))).toHaveLength(2);
    expect(log[1]).toMatch(/^complains malformed frame/);
    expect(log.join()).not.toContain('s3cret');
    expect(world.counts['malformedFrames']).toBe(1);
  });

  test('tells what the venue says of its trading, of one symbol and of all', () => {
    const world = new World().open();
    world.take();
    world.control({ kind: 'status', state: 'maintenance', isTrading: false });
    world.control({ kind: 'status', state: 'something' });
    world.control({ kind: 'status', state: 'online', isTrading: true });
    world.control({ kind: 'halted', symbol: 'B', message: 'pause' });
    world.control({ kind: 'closingSoon', message: 'upgrade' });

    expect(world.take()).toEqual([
      'halted all true the venue says maintenance',
      'halted all false the venue says online',
      `halted ${SYMBOL_B} true pause`,
      'closing soon: upgrade',
    ]);
  });
});

describe('books of a session', () => {
  test('are subscribed to again when they go wrong, and only those', () => {
    const world = new World({}, {}, ['depth']).open();
    world.control({ kind: 'acknowledged', id: '1' });
    world.frame({ d: 'A', p: 10 });
    world.frame({ d: 'B', p: 10 });
    world.take();
    world.frame({ d: 'A', n: null });
    world.pass(20);
    expect(world.take()).toEqual([
      `depth ${SYMBOL_A}`,
      `resync ${SYMBOL_A} true the book is fetched anew: checksum`,
      'sends {"op":"unsubscribe","id":"2","channels":["depth"],"symbols":["A"]}',
      subscribe('3', 'depth', 'A'),
    ]);
    world.frame({ d: 'A', p: 11 });

    expect(world.take()).toEqual([`resync ${SYMBOL_A} false`, `depth ${SYMBOL_A}`]);
  });

  test('that are not there in the beginning are had without a word about a fault', () => {
    const world = new World({}, {}, ['depth']).open();
    world.control({ kind: 'acknowledged', id: '1' });
    world.take();
    world.frame({ d: 'A', n: 0 });
    world.pass(20);

    const log = world.take();
    expect(log.filter((line) => line.startsWith('resync'))).toEqual([]);
    expect(log.at(-1)).toBe(subscribe('3', 'depth', 'A'));
  });

  test('that go wrong all the time are asked for less and less often', () => {
    const world = new World({}, {}, ['depth']).open();
    world.control({ kind: 'acknowledged', id: '1' });
    world.frame({ d: 'A', p: 10 });
    let askedCount = 0;
    for (let step = 0; step < 600; step++) {
      world.frame({ d: 'A', n: null });
      world.pass(100, 100);
      const asked = world.take().filter((line) => line.includes('"unsubscribe"'));
      if (asked.length > 0) world.frame({ d: 'A', p: 10 });
      askedCount += asked.length;
    }

    expect(askedCount).toBeGreaterThan(3);
    expect(askedCount).toBeLessThan(9);
  });

  test('are fetched over HTTP, as soon as they are subscribed to, where the stream has changes only', async () => {
    const world = new World({ bookResync: 'snapshot' }, {}, ['depth']);
    world.bookAnswer = () => Promise.resolve('{"d":"?","p":7}');
    world.open();
    expect(world.bookRequests).toEqual([]);
    world.control({ kind: 'acknowledged', id: '1' });
    world.pass(20);
    expect(world.bookRequests).toEqual([SYMBOL_A, SYMBOL_B]);
    world.take();
    await Promise.resolve();
    await Promise.resolve();

    expect(world.take()).toEqual([
      `resync ${SYMBOL_A} false`,
      `depth ${SYMBOL_A}`,
      `resync ${SYMBOL_B} false`,
      `depth ${SYMBOL_B}`,
    ]);
  });

  test('are fetched again after a failure, and after a wait', async () => {
    const world = new World({ bookResync: 'snapshot' }, {}, ['depth']).open();
    world.control({ kind: 'acknowledged', id: '1' });
    world.pass(20);
    await new Promise((resolve) => setImmediate(resolve));
    expect(world.bookRequests).toHaveLength(2);
    world.pass(980);
    expect(world.bookRequests).toHaveLength(2);
    world.pass(40);

    expect(world.bookRequests).toHaveLength(4);
  });

  test('are asked for once at a time, however long the answer takes', async () => {
    const world = new World({ bookResync: 'snapshot' }, { acknowledgeMs: 100 }, ['depth']);
    const answers: ((text: string) => void)[] = [];
    world.bookAnswer = () =>
      new Promise((resolve) => {
        answers.push(resolve);
      });
    world.open();
    world.control({ kind: 'acknowledged', id: '1' });
    world.pass(20_000);
    expect(world.bookRequests).toEqual([SYMBOL_A, SYMBOL_B]);

    answers[0]?.('broken');
    await new Promise((resolve) => setImmediate(resolve));
    world.pass(35_000);
    expect(world.bookRequests).toEqual([SYMBOL_A, SYMBOL_B, SYMBOL_A]);
  });
});
