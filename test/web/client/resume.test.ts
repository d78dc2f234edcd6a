/** A page that comes back: what it tells the server that it holds, and what it makes of the answer. */
import { describe, expect, test } from 'vitest';
import { decodeClientFrame } from '../../../proto/client-frame-codec.ts';
import type { TopicRequest } from '../../../proto/frames.ts';
import type { Interval } from '../../../proto/types.ts';
import type { DesiredTopic } from '../../../web/client/link.ts';
import { instrument, trade as tradeTick } from '../../server/market/ticks.ts';
import { EngineServer, type LoggedTick } from './support/engine-server.ts';
import { HeldPage, type HeldSymbol } from './support/held-page.ts';
import { ManualClock } from './support/manual-clock.ts';

const START_MS = 1_790_002_800_000;
const SECOND_MS = 1_000;

/** One visitor of a server that trades AAA once a second, and everything that it says. */
class Visit {
  readonly clock = new ManualClock(START_MS);
  readonly asked: TopicRequest[] = [];
  readonly page: HeldPage;
  readonly log: LoggedTick[] = [];
  server: EngineServer;

  constructor(trades = 1_000) {
    this.server = new EngineServer(this.clock.nowMs, ['AAA', 'BBB'], trades);
    this.page = new HeldPage(this.clock, (url, handlers) => {
      const socket = this.server.openSocket(url, handlers);
      return {
        send: (bytes) => {
          const message = decodeClientFrame(bytes);
          if (message.kind === 'subscribe') this.asked.push(...message.topics);
          socket.send(bytes);
        },
        drop: (code, reason) => {
          socket.drop(code, reason);
        },
      };
    });
  }

  get held(): HeldSymbol {
    const held = this.page.symbols.get('AAA');
    if (!held) throw new Error('expected AAA on the page');
    return held;
  }

  /** Prices of the tape; each is the number of its trade. */
  get prices(): number[] {
    return this.held.trades.map((row) => row[3] ?? NaN);
  }

  pump(): void {
    for (let isBusy = true; isBusy;) {
      isBusy = this.server.pump();
      isBusy = this.page.draw() || isBusy;
    }
  }

  /** Lets seconds go by, with a trade in each. */
  pass(seconds: number, tradesPerSecond = 1): void {
    for (let second = 0; second < seconds; second++) {
      for (let n = 0; n < tradesPerSecond; n++) this.#log();
      this.server.fold(this.log);
      this.clock.advance(SECOND_MS);
      this.server.sweep();
      this.pump();
    }
  }

  /** Lets seconds go by of which the server never learns more than that. */
  miss(seconds: number): void {
    const first = this.log.length;
    for (let second = 0; second < seconds; second++) {
      this.#log();
      this.clock.advance(SECOND_MS);
    }
    this.skip(first, this.log.length);
    this.pump();
  }

  /** The server leaves out entries of the log, one a second, and says so. */
  skip(from: number, to: number): void {
    this.server.folded = to;
    this.server.markHole(START_MS + from * SECOND_MS, START_MS + to * SECOND_MS);
  }

  #log(): void {
    const entryMs = this.clock.now;
    const times = { venueTimeMs: entryMs, receivedTimeMs: entryMs };
    const entrySeq = this.log.length;
    const position = { entryMs, entrySeq, index: 0 };
    this.log.push({ tick: tradeTick(0, { ...times, price: entrySeq }), position });
  }

  /** The newest request for AAA. */
  get lastAsked(): TopicRequest | undefined {
    return this.asked.filter(({ symbol }) => symbol === 'AAA').at(-1);
  }
}

function chart(interval: Interval = '1s'): DesiredTopic[] {
  return [{ symbol: 'AAA', channels: ['trades'], bars: [{ interval, historyCount: 500 }] }];
}

function upTo(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

describe('a page that comes back', () => {
  test('says what it holds, and is sent what it missed', () => {
    const visit = new Visit();
    visit.page.show(chart());
    visit.pass(150);

    visit.server.dropAll(1006);
    visit.pass(5);

    expect(visit.lastAsked).toMatchObject({
      tradesAfter: { entrySeq: 149, nextNumber: 150 },
      bars: [{ interval: '1s', afterOpenTimeMs: START_MS + 149_000 }, { interval: '1m' }],
    });
    expect(visit.prices).toEqual(upTo(0, 154));
    expect(visit.held.skips).toEqual([]);
    expect(visit.held.bars.get('1s')?.size).toBe(155);
  });

  test('says nothing of a symbol that it had let go, nor of an interval', () => {
    const visit = new Visit();
    visit.page.show(chart());
    visit.pass(5);

    visit.page.show(chart('5s'));
    visit.pass(1);
    expect(visit.lastAsked?.bars[0]).toEqual({ interval: '5s', historyCount: 500 });
    expect(visit.lastAsked?.tradesAfter).toBeDefined();
    visit.page.show([]);
    visit.pass(1);
    visit.page.show(chart());
    visit.pass(1);

    expect(visit.lastAsked?.bars[0]).toEqual({ interval: '1s', historyCount: 500 });
    expect(visit.lastAsked?.tradesAfter).toBeUndefined();
  });

  test('asks again for what it had let go for a moment, of which the server was never told', () => {
    const visit = new Visit();
    visit.page.show(chart());
    visit.pass(20);
    visit.page.show(chart('5s'));
    visit.pump();

    // Both within the time in which no more topics go out.
    visit.page.show(chart('1m'));
    visit.page.show(chart('5s'));
    visit.pass(1);

    expect(visit.held.bars.get('5s')?.size).toBe(5);
  });

  test('has the tape that it had when it was hidden for long, and what came since', () => {
    const visit = new Visit();
    visit.page.show(chart());
    visit.pass(10);

    visit.page.worker.onPageMessage({ kind: 'visibility', isVisible: false });
    visit.pass(330);
    expect(visit.lastAsked?.channels).toEqual([]);
    const hidden = visit.prices.length;
    visit.server.dropAll(1006);
    visit.pass(60);
    visit.page.worker.onPageMessage({ kind: 'visibility', isVisible: true });
    visit.pass(2);

    expect(hidden).toBeLessThan(330);
    expect(visit.prices).toEqual(upTo(0, 401));
    expect(visit.held.skips).toEqual([]);
  });

  test('marks how many trades went by that nobody holds any more', () => {
    const visit = new Visit(30);
    visit.page.show(chart());
    visit.pass(10);
    visit.page.worker.onPageMessage({ kind: 'visibility', isVisible: false });
    visit.pass(340);
    visit.page.worker.onPageMessage({ kind: 'visibility', isVisible: true });
    visit.pass(1);

    const [skip] = visit.held.skips;
    const before = visit.prices.indexOf(skip?.beforeEntrySeq ?? NaN);
    expect(visit.held.skips).toHaveLength(1);
    expect(skip?.count).toBe((visit.prices[before] ?? 0) - (visit.prices[before - 1] ?? 0) - 1);
    expect(skip?.count).toBeGreaterThan(0);
    expect(visit.held.skipped).toBe(skip?.count);
    expect(visit.prices.at(-1)).toBe(350);
  });

  test('marks a hole in the log of which nobody knows how much is missing', () => {
    const visit = new Visit();
    visit.page.show(chart());
    visit.pass(10);
    visit.server.markHole(visit.clock.now - 500, visit.clock.now);
    visit.pass(5);

    expect(visit.held.skips).toMatchObject([{ beforeEntrySeq: 10, count: 0 }]);
    expect(visit.prices).toEqual(upTo(0, 14));
    expect(visit.held.gaps).toEqual([START_MS + 9_500, START_MS + 10_000]);

    visit.server.dropAll(1006);
    visit.pass(5);

    expect(visit.held.skips).toHaveLength(1);
    expect(visit.prices).toEqual(upTo(0, 19));
  });

  test('forgets the gaps of a server that has none', () => {
    const visit = new Visit();
    visit.page.show(chart());
    visit.pass(3);
    visit.server.markHole(START_MS, START_MS + 1);
    visit.pass(1);
    expect(visit.held.gaps).toHaveLength(2);

    visit.server.dropAll(1006);
    visit.server = new EngineServer(visit.clock.nowMs, ['AAA'], 1_000);
    visit.pass(3);

    expect(visit.held.gaps).toEqual([]);
  });

  test('asks a server that missed nothing for the bars that were short', () => {
    const visit = new Visit();
    visit.page.show(chart());
    visit.pass(10);
    visit.miss(10);
    // Until the hole is older than what a server repeats to be sure.
    visit.pass(120);
    expect(visit.held.bars.get('1s')?.size).toBe(130);
    expect(visit.held.gaps).toHaveLength(2);
    const asked = visit.asked.length;

    visit.server.dropAll(1006);
    visit.server = new EngineServer(visit.clock.nowMs, ['AAA'], 1_000);
    visit.pass(5);

    expect(visit.held.gaps).toEqual([]);
    expect(visit.held.bars.get('1s')?.size).toBe(145);
    expect(visit.asked).toHaveLength(asked + 1);
  });

  test('holds the bars of a server that missed some, with the gap that explains them', () => {
    const visit = new Visit();
    visit.page.show(chart());
    visit.pass(140);
    expect(visit.held.bars.get('1s')?.size).toBe(140);

    visit.server.dropAll(1006);
    visit.server = new EngineServer(visit.clock.nowMs, ['AAA'], 1_000);
    visit.server.fold(visit.log, 5);
    visit.skip(5, 15);
    visit.pass(5);

    expect(visit.held.gaps).toEqual([START_MS + 5_000, START_MS + 15_000]);
    expect(visit.held.bars.get('1s')?.size).toBe(135);
    const asked = visit.asked.length;
    visit.pass(5);
    expect(visit.asked).toHaveLength(asked);
  });

  test('begins anew when the numbers of a symbol mean something else by now', () => {
    const visit = new Visit();
    visit.page.show(chart());
    visit.pass(120);

    visit.server.dropAll(1006);
    visit.server = new EngineServer(visit.clock.nowMs, ['AAA'], 1_000);
    visit.server.market.register(instrument({ symbol: 'AAA', priceDecimals: 5 }));
    visit.pass(3);

    expect(visit.lastAsked?.bars[0]?.afterOpenTimeMs).toBeUndefined();
    expect(visit.prices[0]).toBeGreaterThanOrEqual(119);
    expect(visit.held.bars.get('1s')?.size).toBe(123);
    expect(visit.held.skips).toEqual([]);
  });
});
