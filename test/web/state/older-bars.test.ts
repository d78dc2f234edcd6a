/** Older bars come while one looks back: in time, one request at a time, and never with a hole. */
import { createRequire } from 'node:module';
import type * as Util from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { BarColumns } from '../../../web/model/bar-columns.ts';
import type { OlderBarsStatus } from '../../../web/state/dashboard.ts';
import {
  LIVE_BAR_CAPACITY,
  OlderBars,
  SCROLLED_BAR_CAPACITY,
} from '../../../web/state/older-bars.ts';
import { HttpError, type PageEnvironment } from '../../../web/state/page-environment.ts';
import { ManualClock } from '../client/support/manual-clock.ts';

const { setImmediate } = createRequire(import.meta.url)('node:timers/promises') as typeof Util;
const SECOND = 1_000;
/** Open time of the newest bar. */
const NEWEST_MS = 1_700_000_000_000;

interface Request {
  readonly query: URLSearchParams;
  readonly signal: AbortSignal;
  readonly answer: (value: unknown) => void;
  readonly fail: (error: Error) => void;
}

let clock: ManualClock;
let columns: BarColumns;
let requests: Request[];
let statuses: OlderBarsStatus[];
let isVisible: boolean;
let mergedCount: number;
let older: OlderBars;

beforeEach(() => {
  clock = new ManualClock(NEWEST_MS);
  columns = new BarColumns(LIVE_BAR_CAPACITY);
  requests = [];
  statuses = [];
  isVisible = true;
  mergedCount = 0;
  const environment = {
    startTimer: clock.startTimer,
    random: () => 0.5,
    isVisible: () => isVisible,
    fetchJson: (path: string, signal: AbortSignal) =>
      new Promise((resolve, reject) => {
        const query = new URLSearchParams(path.split('?')[1]);
        requests.push({ query, signal, answer: resolve, fail: reject });
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      }),
  };
  older = new OlderBars(
    environment as unknown as PageEnvironment,
    columns,
    () => (mergedCount += 1),
    (status) => statuses.push(status),
  );
});

/** Bars one a second, `index` of them before the newest one. */
function bar(index: number): Record<string, number> {
  const openTimeMs = NEWEST_MS - index * SECOND;
  return { openTimeMs, open: 1, high: 2, low: 1, close: 2, volume: 3, tradeCount: 1 };
}

/** Bars from `from` down to `to` (inclusive) before the newest. */
function barsBetween(from: number, to: number): Record<string, number>[] {
  return Array.from({ length: from - to + 1 }, (_, i) => bar(from - i));
}

function hold(count: number): void {
  for (const row of barsBetween(count - 1, 0)) columns.upsert(row as never);
  older.show({ symbol: 'BTC-USD', interval: '1s' });
}

/** Looks at `count` bars that begin `oldest` bars before the newest one. */
function lookAt(oldest: number, count: number, isLive = false): void {
  const fromMs = NEWEST_MS - oldest * SECOND;
  older.look({ fromMs, toMs: fromMs + count * SECOND, isLive });
}

/** The last request; there must be one. */
function request(): Request {
  const last = requests.at(-1);
  if (!last) throw new Error('Expected a request, got none');
  return last;
}

/** Answers the last request with the newest of the bars that the server has, and lets it be taken in. */
async function answerFrom(serverCount: number): Promise<void> {
  const { query, answer } = request();
  const end = (NEWEST_MS - Number(query.get('to'))) / SECOND + 1;
  const from = Math.min(serverCount - 1, end + Number(query.get('limit')) - 1);
  answer({ bars: barsBetween(from, end), hasOlder: from < serverCount - 1 });
  await setImmediate();
}

async function failWith(error: Error): Promise<void> {
  request().fail(error);
  await setImmediate();
}

describe('older bars', () => {
  test('are not asked for while the newest ones fill the screen', () => {
    hold(1_000);
    lookAt(120, 120, true);
    lookAt(700, 120);

    expect(requests).toHaveLength(0);
    expect(statuses.at(-1)).toBe('hidden');
  });

  test('are asked for one screen before the edge, once, and come in unseen', async () => {
    hold(1_000);
    for (let oldest = 885; oldest < 935; oldest += 1) lookAt(oldest, 120);

    expect(requests).toHaveLength(1);
    expect(Object.fromEntries(request().query)).toEqual({
      symbol: 'BTC-USD',
      interval: '1s',
      to: String(NEWEST_MS - 999 * SECOND),
      limit: '1000',
    });
    expect(statuses.at(-1)).toBe('hidden');
    await answerFrom(10_000);
    expect(columns.length).toBe(2_000);
    expect(columns.at(0)?.openTimeMs).toBe(NEWEST_MS - 1_999 * SECOND);
    expect(mergedCount).toBe(1);
  });

  test('are said to be loading when the edge is in sight, page after page until the screen is full', async () => {
    hold(1_000);
    lookAt(3_200, 120);
    expect(statuses.at(-1)).toBe('loading');

    for (const length of [2_000, 3_000, 4_000]) {
      await answerFrom(10_000);
      expect(columns.length).toBe(length);
    }
    expect(requests).toHaveLength(3);
    expect(statuses.at(-1)).toBe('hidden');
  });

  test('come in larger pages to a chart that is zoomed out', () => {
    hold(1_000);
    lookAt(1_500, 1_500, true);
    expect(request().query.get('limit')).toBe('3000');
  });

  test('end where the server has no more, which is said to who looks there', async () => {
    hold(1_000);
    lookAt(1_050, 120);
    await answerFrom(1_040);

    expect(columns.length).toBe(1_040);
    expect(statuses.at(-1)).toBe('start');
    lookAt(1_060, 120);
    lookAt(1_050, 1_060, true);
    expect(requests).toHaveLength(1);
    expect(statuses.at(-1)).toBe('hidden');
  });

  test('are not asked for again and again when a page is empty', async () => {
    hold(1_000);
    lookAt(1_050, 120);
    request().answer({ bars: [], hasOlder: true });
    await setImmediate();
    lookAt(1_060, 120);

    expect(requests).toHaveLength(1);
    expect(statuses.at(-1)).toBe('start');
  });

  test('are kept up to 20,000, and then the reason is said', async () => {
    hold(1_000);
    for (let turn = 0; turn < 40 && requests.length <= turn; turn += 1) {
      lookAt(columns.length + 10, 600);
      if (requests.length > turn) await answerFrom(100_000);
    }

    expect(columns.length).toBe(SCROLLED_BAR_CAPACITY);
    lookAt(SCROLLED_BAR_CAPACITY + 10, 600);
    expect(statuses.at(-1)).toBe('full');
    expect(requests.every(({ query }) => Number(query.get('limit')) <= 5_000)).toBe(true);
    expect(requests.length).toBeLessThanOrEqual(20);
  });
});

describe('older bars that do not come', () => {
  test('are asked for again after growing waits, and the failure stays on the screen', async () => {
    hold(1_000);
    lookAt(1_050, 120);
    await failWith(new HttpError('/api/bars', 503));
    expect(statuses.at(-1)).toBe('failed');

    const waits: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const { length } = requests;
      let waited = 0;
      while (requests.length === length) {
        clock.advance(100);
        waited += 100;
        for (let n = 0; n < 5; n += 1) lookAt(1_050 + n, 120);
      }
      waits.push(waited);
      await failWith(new Error('network'));
    }
    expect(waits).toEqual([1_000, 1_500, 2_500, 4_500, 8_000, 8_000]);
    expect(statuses.slice(-10).every((status) => status === 'failed')).toBe(true);
    clock.advance(8_000);
    await answerFrom(10_000);
    expect(statuses.at(-1)).toBe('hidden');
  });

  test('are asked for at once when the user wants it', async () => {
    hold(1_000);
    lookAt(1_050, 120);
    await failWith(new Error('network'));

    older.retry();
    expect(requests).toHaveLength(2);
    expect(statuses.at(-1)).toBe('loading');
    await answerFrom(10_000);
    clock.advance(60_000);
    expect(requests).toHaveLength(2);
  });

  test('are not asked for again by itself when the server refuses them', async () => {
    hold(1_000);
    lookAt(1_050, 120);
    await failWith(new HttpError('/api/bars', 404));
    clock.advance(600_000);
    lookAt(1_060, 120);

    expect(requests).toHaveLength(1);
    expect(statuses.at(-1)).toBe('failed');
    older.retry();
    expect(requests).toHaveLength(2);
  });

  test('are given up after ten seconds without an answer', async () => {
    hold(1_000);
    lookAt(1_050, 120);
    clock.advance(9_999);
    expect(request().signal.aborted).toBe(false);
    clock.advance(1);
    await setImmediate();

    expect(requests[0]?.signal.aborted).toBe(true);
    expect(statuses.at(-1)).toBe('failed');
    clock.advance(1_000);
    expect(requests).toHaveLength(2);
  });

  test('in an answer that is none, count as a failure', async () => {
    hold(1_000);
    lookAt(1_050, 120);
    request().answer([{ symbol: 'BTC-USD' }]);
    await setImmediate();

    expect(statuses.at(-1)).toBe('failed');
    expect(columns.length).toBe(1_000);
  });

  test('are not asked for while the server is away, unless the user wants it', async () => {
    hold(1_000);
    older.setReachable(false);
    lookAt(1_050, 120);
    expect(requests).toHaveLength(0);
    expect(statuses.at(-1)).toBe('away');

    older.retry();
    expect(requests).toHaveLength(1);
    await failWith(new Error('network'));
    clock.advance(60_000);
    expect(requests).toHaveLength(1);
    older.setReachable(true);
    expect(requests).toHaveLength(2);
    expect(statuses.at(-1)).toBe('loading');
  });

  test('are not asked for while nobody sees the page', async () => {
    hold(1_000);
    lookAt(1_050, 120);
    await failWith(new Error('network'));
    isVisible = false;
    clock.advance(600_000);
    expect(requests).toHaveLength(1);

    isVisible = true;
    older.check();
    expect(requests).toHaveLength(2);
  });
});

describe('older bars of another time', () => {
  test('are given up for another series', async () => {
    hold(1_000);
    lookAt(1_050, 120);
    const first = request();
    columns.clear();
    older.show({ symbol: 'ETH-USD', interval: '1s' });

    expect(first.signal.aborted).toBe(true);
    first.answer({ bars: barsBetween(1_500, 1_000), hasOlder: true });
    await setImmediate();
    expect(columns.length).toBe(0);
    expect(statuses.at(-1)).toBe('hidden');
  });

  test('are left out when the bars that they join on to are gone, and asked for anew after a while', async () => {
    hold(1_000);
    lookAt(1_050, 120);
    columns.upsert(bar(1_010) as never);
    await answerFrom(10_000);
    expect(columns.length).toBe(1_001);
    expect(statuses.at(-1)).toBe('loading');
    clock.advance(999);
    expect(requests).toHaveLength(1);

    clock.advance(1);
    expect(request().query.get('to')).toBe(String(NEWEST_MS - 1_010 * SECOND));
  });

  test('come to a full chart although newer ones come in meanwhile', async () => {
    hold(LIVE_BAR_CAPACITY);
    lookAt(LIVE_BAR_CAPACITY + 50, 120);
    columns.upsert(bar(-1) as never);
    await answerFrom(10_000);

    expect(columns.length).toBe(LIVE_BAR_CAPACITY + 1_001);
    expect(requests).toHaveLength(1);
    expect(statuses.at(-1)).toBe('hidden');
  });

  test('do not begin any more where the market begins when its first ones have fallen out', async () => {
    hold(1_000);
    lookAt(1_050, 1_060, true);
    request().answer({ bars: [], hasOlder: false });
    await setImmediate();
    columns.setCapacity(LIVE_BAR_CAPACITY);
    for (let n = 1; n <= LIVE_BAR_CAPACITY; n += 1) columns.upsert(bar(-n) as never);

    lookAt(50, 120);
    expect(requests).toHaveLength(2);
    expect(statuses.at(-1)).toBe('loading');
    await answerFrom(1_000);
    expect(columns.length).toBe(LIVE_BAR_CAPACITY + 1_000);
  });

  test('go half a minute after the return to the newest bar, and can be had again', async () => {
    hold(4_900);
    lookAt(4_950, 120);
    await answerFrom(5_200);
    expect(columns.length).toBe(5_200);

    lookAt(120, 120, true);
    clock.advance(20_000);
    lookAt(4_000, 120);
    lookAt(120, 120, true);
    clock.advance(29_999);
    expect(columns.length).toBe(5_200);
    clock.advance(1);
    expect(columns.length).toBe(LIVE_BAR_CAPACITY);
    expect(columns.capacity).toBe(LIVE_BAR_CAPACITY);

    lookAt(5_050, 120);
    await answerFrom(5_200);
    expect(columns.length).toBe(5_200);
    expect(statuses.at(-1)).toBe('hidden');
  });

  test('stay while a chart that follows the newest bar shows them', async () => {
    hold(4_900);
    lookAt(5_000, 5_000, true);
    await answerFrom(9_900);
    clock.advance(600_000);

    expect(columns.length).toBe(9_900);
  });
});
