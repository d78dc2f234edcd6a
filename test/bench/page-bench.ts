/**
 * Measures how busy the page's main thread is: 500 simulated symbols, 100 of them on the watchlist.
 *
 *   node --import tsx test/bench/page-bench.ts [seconds]
 *
 * Prints main-thread time per frame, all of it and JavaScript alone, as median and 95th percentile, from
 * a trace of real Chromium. Without a GPU the rasterisation runs on the same cores; it is not part of the
 * main thread's tasks but competes with them.
 */
import { cpus } from 'node:os';
import type { CDPSession } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { DashboardPage } from '../support/dashboard-page.ts';
import { System } from '../support/system.ts';
import { waitFor } from '../support/wait-for.ts';

const SYMBOLS = 500;
const WATCHED = 100;

/** Of a Chromium trace event; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Once per frame that the main thread made. */
const FRAME_EVENT = 'BeginCommitCompositorFrame';

/** What starts JavaScript on the main thread; the outermost of nested ones counts. */
const SCRIPT_EVENTS = new Set([
  'FunctionCall',
  'EvaluateScript',
  'FireAnimationFrame',
  'TimerFire',
  'RunMicrotasks',
]);

async function record(session: CDPSession, seconds: number): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: readonly object[] }): void => {
    for (const event of value) events.push(event as TraceEvent);
  };
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: [
        'toplevel',
        'devtools.timeline',
        'disabled-by-default-devtools.timeline',
      ],
    },
  });
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  return events;
}

/** Durations without those inside another one of the list. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  const kept: TraceEvent[] = [];
  let endUs = -Infinity;
  for (const event of [...events].sort((a, b) => a.ts - b.ts)) {
    if (event.ts < endUs) continue;
    kept.push(event);
    endUs = event.ts + (event.dur ?? 0);
  }
  return kept;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function perFrame(events: readonly TraceEvent[], frameStarts: readonly number[]): number[] {
  const sums = new Array<number>(Math.max(0, frameStarts.length - 1)).fill(0);
  let frame = 0;
  for (const { ts, dur = 0 } of events) {
    while (frame < sums.length && ts >= (frameStarts[frame + 1] ?? Infinity)) frame += 1;
    if (frame < sums.length && ts >= (frameStarts[frame] ?? Infinity)) {
      sums[frame] = (sums[frame] ?? 0) + dur / 1_000;
    }
  }
  return sums;
}

function report(throttle: number, events: readonly TraceEvent[], seconds: number): string {
  // The page's renderer is the one whose frames are many: others (extensions, service) stand still.
  const begins = events.filter(({ name }) => name === FRAME_EVENT);
  const counts = new Map<string, number>();
  for (const { pid, tid } of begins) {
    const key = `${String(pid)}/${String(tid)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const main = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  const mine = events.filter(({ pid, tid }) => `${String(pid)}/${String(tid)}` === main);
  const frames = mine
    .filter(({ name }) => name === FRAME_EVENT)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const complete = mine.filter(({ ph }) => ph === 'X');
  const tasks = outermost(complete.filter(({ name }) => name === 'RunTask'));
  const scripts = outermost(complete.filter(({ name }) => SCRIPT_EVENTS.has(name)));
  const taskMs = perFrame(tasks, frames);
  const scriptMs = perFrame(scripts, frames);
  const long = tasks.filter(({ dur = 0 }) => dur > 50_000).length;
  const cell = (values: readonly number[]): string =>
    `${quantile(values, 0.5).toFixed(1)} / ${quantile(values, 0.95).toFixed(1)}`.padStart(13);
  return [
    `${String(throttle)}x`.padStart(4),
    (frames.length / seconds).toFixed(0).padStart(5),
    cell(scriptMs),
    cell(taskMs),
    String(long).padStart(6),
  ].join('  ');
}

const seconds = Number(process.argv[2] ?? 15);
const system = await System.start({ feedArgs: ['--seed', '7', '--symbols', String(SYMBOLS)] });
const browser = await launchChromium();
try {
  const instruments = await waitFor(
    async () => {
      const list = (await (await system.get('/api/instruments')).json()) as { symbol: string }[];
      return list.length === SYMBOLS ? list : undefined;
    },
    { what: 'all instruments' },
  );
  const dashboard = await DashboardPage.open(browser, system.url, {
    watchlist: instruments.slice(0, WATCHED).map(({ symbol }) => symbol),
  });
  await dashboard.stateBecomes(['live']);
  const session = await dashboard.page.context().newCDPSession(dashboard.page);
  process.stdout.write(
    `Node ${process.version}, Chromium ${browser.version()}, ${cpus()[0]?.model ?? ''} x ${String(cpus().length)}, no GPU; ` +
      `${String(SYMBOLS)} symbols, ${String(WATCHED)} watched, candle chart, book and tape, ${String(seconds)} s each\n` +
      ' CPU    fps  script p50/p95  all tasks p50/p95  > 50 ms\n',
  );
  for (const throttle of [1, 4]) {
    await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    // Lets what the change itself caused go by.
    await record(session, 2);
    const events = await record(session, seconds);
    process.stdout.write(`${report(throttle, events, seconds)}\n`);
  }
} finally {
  await browser.close();
  await system.stop();
}
process.exit(0);
