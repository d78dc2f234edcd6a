/** The worker's core on a real server, with a page that a test plays; the clock stands still. */
import { expect } from 'vitest';
import type { BarView, ErrorInfo, SymbolUpdate } from '../../../../proto/frames.ts';
import type { SymbolId } from '../../../../proto/types.ts';
import {
  FLAG,
  ROW,
  ROW_LENGTH,
  type DesiredTopic,
  type FrameMessage,
} from '../../../../web/client/link.ts';
import { StreamClient, type ClientEnvironment } from '../../../../web/client/stream-client.ts';
import { ManualClock } from './manual-clock.ts';
import {
  info,
  openNodeSocket,
  startStreamServer,
  type Session,
  type StreamServer,
} from './stream-server.ts';

const WELCOME = {
  server: 's1',
  heartbeatIntervalMs: 5_000,
  heartbeatTimeoutMs: 10_000,
  topicLimit: 100,
  windowFrames: 8,
  windowBytes: 256 << 10,
};

export let server: StreamServer;
export let clock: ManualClock;
export let client: StreamClient;
export let frames: FrameMessage[];
export let warnings: string[];

/** Starts server, clock and worker; before each test. */
export async function setUp(): Promise<void> {
  server = await startStreamServer();
  clock = new ManualClock();
  frames = [];
  warnings = [];
  rows.clear();
  isWaiting = false;
  client = createClient(openNodeSocket);
}

/** Ends what `setUp` started. */
export async function tearDown(): Promise<void> {
  client.onPageMessage({ kind: 'stop' });
  await server.close();
}

/** Serves another protocol, to a browser that lets it through. */
export async function speakOtherProtocol(): Promise<void> {
  await server.close();
  server = await startStreamServer('other.v9');
  client = createClient((url, handlers) => openNodeSocket(url, handlers, 'other.v9'));
}

function createClient(openSocket: ClientEnvironment['openSocket']): StreamClient {
  return new StreamClient({
    nowMs: clock.nowMs,
    wallMs: clock.wallMs,
    startTimer: clock.startTimer,
    random: () => 0.5,
    openSocket,
    post: (message, transfer) => {
      onFrame(structuredClone(message, { transfer }));
    },
    warn: (message) => {
      warnings.push(message);
    },
  });
}

export function plain(symbol: string): DesiredTopic {
  return { symbol, channels: ['quote', 'last', 'statistics'], bars: [] };
}

/** All there is of a symbol; has bars of its own, so nothing is asked for twice. */
export function full(symbol: string): DesiredTopic {
  return {
    symbol,
    channels: ['quote', 'last', 'statistics', 'depth', 'trades'],
    bars: [{ interval: '1m', historyCount: 1_000 }],
  };
}

/** Lets sockets deliver until the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 5_000; turn++) {
    if (condition()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`not within 5000 turns: ${condition.toString()}`);
}

export function start(topics: readonly DesiredTopic[]): void {
  client.onPageMessage({ kind: 'start', url: server.url, isDebug: true });
  client.onPageMessage({ kind: 'topics', topics });
}

/** Connects, and grants symbol n the id n + 1. */
export async function connect(topics: readonly DesiredTopic[]): Promise<Session> {
  start(topics);
  return accept(topics);
}

export async function accept(topics: readonly DesiredTopic[]): Promise<Session> {
  const session = await server.accept();
  const { requestId } = await session.next('subscribe');
  session.send(
    {
      welcome: [WELCOME],
      log: [{ isConnected: true, sinceTimeMs: clock.now, isFull: false }],
      subscribed: [
        {
          requestId,
          symbols: topics.map(({ symbol }, n) => info(symbol, n + 1)),
          unsubscribed: [],
          effectiveIntervalMs: 16,
        },
      ],
    },
    topics.map((_, n) => last(n + 1, 100, true)),
    clock.now,
  );
  await until(() => status().phase === 'open' && status().awaitedSnapshots === 0);
  return session;
}

export function last(symbolId: number, price: number, isSnapshot = false): SymbolUpdate {
  return {
    symbolId: symbolId as SymbolId,
    isSnapshot,
    last: {
      price,
      size: 1,
      aggressorSide: 'buy',
      receivedTimeMs: clock.now,
      venueTimeMs: clock.now,
    },
  };
}

/** What the page holds. */
export const rows = new Map<string, Float64Array>();
const names: string[] = [];
export let isWaiting = false;

/** The page takes a frame. */
function onFrame(frame: FrameMessage): void {
  expect(isWaiting).toBe(true);
  isWaiting = false;
  frames.push(frame);
  for (const { index, symbol } of frame.names) names[index] = symbol;
  for (let n = 0; n < frame.rowCount; n++) {
    const row = new Float64Array(frame.rows).slice(n * ROW_LENGTH, (n + 1) * ROW_LENGTH);
    rows.set(names[row[ROW.index] ?? -1] ?? '', row);
  }
}

/** The page has drawn the frame before and asks for the next, if it does not wait for one yet. */
export function pull(drawn = frames.at(-1)): void {
  if (isWaiting) return;
  isWaiting = true;
  client.onPageMessage({
    kind: 'pull',
    connection: drawn?.connection ?? 0,
    drawnFrame: drawn?.newestFrame ?? 0,
    buffer: null,
  });
}

export function status(): NonNullable<FrameMessage['status']> {
  pull();
  const known = frames.findLast((frame) => frame.status !== null)?.status;
  return known ?? { ...({} as NonNullable<FrameMessage['status']>), phase: 'idle' };
}

export function price(symbol: string): number | undefined {
  return rows.get(symbol)?.[ROW.last];
}

export function isStale(symbol: string): boolean {
  return ((rows.get(symbol)?.[ROW.flags] ?? 0) & FLAG.isStale) !== 0;
}

/** An error that concerns nobody: marks a point in the stream. */
export function notice(): ErrorInfo {
  return { code: 'ERR_INTERNAL', message: '', retryable: true, requestId: 0, symbol: '' };
}

/** The n-th of the last two closed minutes. */
export function minute(n: number, close: number): BarView {
  const openTimeMs = Math.floor(clock.now / 60_000) * 60_000 - (2 - n) * 60_000;
  return { openTimeMs, open: 5, high: 9, low: 4, close, volume: 1, tradeCount: 1 };
}
