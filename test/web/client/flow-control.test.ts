/** Acknowledgements of the whole worker under any order of events, against the server's own window. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FrameMessage } from '../../../web/client/link.ts';
import { StreamClient } from '../../../web/client/stream-client.ts';
import { ManualClock } from './support/manual-clock.ts';
import { MemoryServer, type MemorySession } from './support/memory-server.ts';
import { full } from './support/worker.ts';

interface Setup {
  readonly frames: number;
  readonly bytes: number;
  readonly isWindowTold: boolean;
}

/** What a page that is shown has of a connection. */
interface Shown {
  /** Newest frame that was on the screen. */
  drawn: number;
  /** Newest frame that arrived while nobody looked. */
  unwatched: number;
  acknowledged: number;
}

/** Worker and server with a page between that draws when it is told to, and checks every Ack. */
class Rig {
  readonly clock = new ManualClock();
  readonly server: MemoryServer;
  readonly client: StreamClient;
  readonly #shown = new Map<MemorySession, Shown>();
  /** What the worker gave to the page, and what it was made of. */
  #frame: { message: FrameMessage; session: MemorySession | undefined; delivered: number } | null =
    null;
  #isVisible = true;

  constructor({ frames, bytes, isWindowTold }: Setup) {
    this.server = new MemoryServer({
      window: { frames, bytes },
      isWindowTold,
      nowMs: this.clock.nowMs,
      onAck: (session, frame) => {
        this.#check(session, frame);
      },
    });
    this.client = new StreamClient({
      nowMs: this.clock.nowMs,
      wallMs: this.clock.wallMs,
      startTimer: this.clock.startTimer,
      random: () => 0.5,
      openSocket: this.server.openSocket,
      post: (message) => {
        expect(this.#frame).toBeNull();
        const { session } = this.server;
        this.#frame = { message, session, delivered: session?.delivered ?? 0 };
      },
      warn: () => undefined,
    });
    this.client.onPageMessage({ kind: 'start', url: 'memory', isDebug: false });
    this.client.onPageMessage({ kind: 'topics', topics: [full('A')] });
    this.#pull(null);
  }

  shown(session: MemorySession): Shown {
    const known = this.#shown.get(session) ?? { drawn: 0, unwatched: 0, acknowledged: 0 };
    this.#shown.set(session, known);
    return known;
  }

  /** The page puts what it was given on the screen, and asks for more. */
  draw(): void {
    const frame = this.#frame;
    if (!frame || !this.#isVisible) return;
    this.#frame = null;
    if (frame.session) {
      const shown = this.shown(frame.session);
      shown.drawn = Math.max(shown.drawn, frame.delivered);
    }
    this.#pull(frame.message);
  }

  deliver(): void {
    this.server.session?.deliver();
    this.#noteUnwatched();
  }

  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    this.#noteUnwatched();
    this.client.onPageMessage({ kind: 'visibility', isVisible });
  }

  /** The connection is lost and back; the page takes what the worker says meanwhile. */
  outage(code: number): void {
    this.server.session?.close(code);
    this.draw();
    this.clock.advance(1_000);
    this.draw();
    const { session } = this.server;
    if (session && !session.isOpen) session.open();
  }

  /** Everything goes well for a while, and there are no more outages. */
  settle(seconds: number): void {
    this.setVisible(true);
    for (let second = 0; second < seconds; second++) {
      this.clock.advance(1_000);
      const { session } = this.server;
      if (session && !session.isOpen) session.open();
      this.deliver();
      this.draw();
    }
  }

  #noteUnwatched(): void {
    const { session } = this.server;
    if (!this.#isVisible && session) this.shown(session).unwatched = session.delivered;
  }

  #pull(drawn: FrameMessage | null): void {
    this.client.onPageMessage({
      kind: 'pull',
      connection: drawn?.connection ?? 0,
      drawnFrame: drawn?.newestFrame ?? 0,
      buffer: null,
    });
  }

  #check(session: MemorySession, frame: number): void {
    const shown = this.shown(session);
    expect(session).toBe(this.server.session);
    expect(frame).toBeLessThanOrEqual(Math.max(shown.drawn, shown.unwatched));
    expect(frame).toBeGreaterThan(shown.acknowledged);
    // As the server judges it: false closes the connection with 4500, for good.
    expect(session.window.acknowledge(frame)).toBe(true);
    shown.acknowledged = frame;
  }
}

const setup = fc.record({
  frames: fc.constantFrom(1, 2, 3, 8, 64),
  bytes: fc.constantFrom(1, 2_000, 256 << 10),
  isWindowTold: fc.boolean(),
});
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('send'), size: fc.nat(3_000) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('deliver', 'draw', 'open') }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('advance'), ms: fc.constantFrom(1, 49, 250, 1_100) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('hide', 'show') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('close', 'outage'),
      code: fc.constantFrom(1006, 4000, 4001, 4002),
    }),
  },
) as fc.Arbitrary<{ kind: string; size?: number; ms?: number; code?: number }>;

describe('flow control of the page', () => {
  test('acknowledges only what was shown on this connection, never less than before, and in the end all of it', () => {
    fc.assert(
      fc.property(setup, fc.array(step, { maxLength: 80 }), (limits, steps) => {
        const rig = new Rig(limits);
        for (const { kind, size = 0, ms = 0, code = 0 } of steps) {
          const { session } = rig.server;
          if (kind === 'send') session?.send([], size);
          if (kind === 'deliver') rig.deliver();
          if (kind === 'draw') rig.draw();
          if (kind === 'open' && session && !session.isOpen) session.open();
          if (kind === 'advance') rig.clock.advance(ms);
          if (kind === 'hide' || kind === 'show') rig.setVisible(kind === 'show');
          if (kind === 'close') session?.close(code);
          if (kind === 'outage') rig.outage(code);
        }
        rig.settle(20);
        const { session } = rig.server;
        expect(session?.send([], 10)).toBeGreaterThan(0);
        rig.settle(2);
        expect(session && rig.shown(session).acknowledged).toBe(session && session.delivered);
        expect(session?.window.bytes).toBe(0);
        rig.client.onPageMessage({ kind: 'stop' });
      }),
      { seed: 21, numRuns: 200 },
    );
  });

  test('keeps the server sending, however small its window is', () => {
    for (const frames of [1, 2, 8, 64]) {
      const rig = new Rig({ frames, bytes: 2_000, isWindowTold: true });
      const { session } = rig.server;
      session?.open();
      let sent = 0;
      for (let ms = 0; ms < 10_000; ms += 16) {
        if (session?.send([], 400)) sent += 1;
        rig.deliver();
        rig.draw();
        rig.clock.advance(16);
      }
      // About an Ack each 50 ms at the least.
      expect(sent).toBeGreaterThan(150);
    }
  });

  test('acknowledges nothing for a page that is shown and takes nothing', () => {
    const rig = new Rig({ frames: 8, bytes: 256 << 10, isWindowTold: true });
    const { session } = rig.server;
    session?.open();
    rig.draw();
    for (let second = 0; second < 120; second++) {
      session?.send([], 100);
      rig.deliver();
      rig.clock.advance(1_000);
    }

    expect(session && rig.shown(session).acknowledged).toBe(0);
    expect(session?.window.isOpen).toBe(false);
  });

  test('acknowledges once a second for a page that nobody sees', () => {
    const rig = new Rig({ frames: 8, bytes: 256 << 10, isWindowTold: true });
    const { session } = rig.server;
    session?.open();
    rig.setVisible(false);
    let sent = 0;
    for (let second = 0; second < 120; second++) {
      if (session?.send([], 100)) sent += 1;
      rig.deliver();
      rig.clock.advance(1_000);
    }

    expect(sent).toBe(120);
    expect(session && rig.shown(session).acknowledged).toBe(120);
    expect(session?.tiers).toEqual([1_000]);
  });

  test('comes back by itself when the server closed for want of an Ack', () => {
    const rig = new Rig({ frames: 2, bytes: 2_000, isWindowTold: true });
    const first = rig.server.session;
    first?.open();
    for (let n = 0; n < 3; n++) first?.send([], 100);
    rig.deliver();

    first?.close(4001);
    rig.clock.advance(1_000);
    rig.server.session?.open();
    rig.server.session?.send([], 100);
    rig.settle(2);

    expect(rig.server.sessions).toHaveLength(2);
    expect(rig.server.session && rig.shown(rig.server.session).acknowledged).toBe(1);
  });
});
