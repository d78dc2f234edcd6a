/** One measurement: a system, a workload, so many clients; from start to the last window. */
import { makeTestCertificate } from '../support/certificate.ts';
import { startRedis } from '../support/redis.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { killAll } from './bench-process.ts';
import type { Contestant, RunningServer, WritesOfTickwire } from './contestants/contestant.ts';
import { FeedProcess } from './feed-process.ts';
import type { LoadSide, LoadSubscribed, LoadWindow } from './load/events.ts';
import { LoadRun, type LoadOptions } from './load/load.ts';
import type { Cores } from './pinning.ts';
import { waitUntilQuiet } from './quiet.ts';
import { readUsage, usageBetween, type Usage } from './process-usage.ts';
import { dueUpdates } from './statistics.ts';
import type { MeasuredWindow } from './window.ts';
import type { Workload } from './workloads.ts';

/** How long, and on which cores. */
export interface Conditions {
  readonly cores: Cores;
  readonly windows: number;
  readonly windowMs: number;
  readonly warmMs: number;
  /** Waits so long for the machine to be quiet before it starts, milliseconds; then it starts anyway. */
  readonly patienceMs: number;
}

/** What to measure. */
export interface Task {
  readonly contestant: Contestant;
  readonly workload: Workload;
  readonly clients: number;
  /** More environment of the server, of Tickwire only. */
  readonly env?: Readonly<Record<string, string>>;
  /** For the floor. */
  readonly writes?: WritesOfTickwire | undefined;
  /** Called after each window, to change the rate of the feed. */
  readonly onWindow?: (seen: WindowSeen) => void;
  /** Instead of those of the conditions. */
  readonly windows?: number;
}

/** What is known as soon as a window ends. */
export interface WindowSeen {
  readonly index: number;
  /** CPU time of the server per elapsed time. */
  readonly serverCpuShare: number;
  readonly loadCpuShare: number;
  readonly feed: FeedProcess | undefined;
}

/** What was found. */
export interface Measurement {
  readonly windows: readonly MeasuredWindow[];
  readonly subscribed: LoadSubscribed;
  /** The slow clients of all windows together. */
  readonly slow: LoadSide & { readonly clients: number };
  /** Memory of the server before the first client came, bytes. */
  readonly rssBeforeBytes: number;
  /** What the load generator said of failed or ended connections; empty: nothing. */
  readonly complaint: string;
}

const LOAD_SEED = 42;
/** A server has settled so long after it listens, milliseconds; memory is read then. */
const SETTLE_MS = 1_000;

/**
 * Starts Redis, server, feed and clients, measures, and ends them all.
 *
 * @throws {Error} when one of them cannot start or ends before its time; nothing is left running.
 */
export async function measure(task: Task, conditions: Conditions): Promise<Measurement> {
  const { contestant, workload, env = {}, writes } = task;
  const cleanups: (() => Promise<void> | void)[] = [];
  await waitUntilQuiet(conditions.patienceMs);
  try {
    // Pub/Sub of a server that lags must not be cut off by Redis; the bench shows its lag instead.
    const redis = await startRedis({ config: ['client-output-buffer-limit pubsub 0 0 0'] });
    cleanups.push(() => redis.stop());
    const certificate = await makeTestCertificate();
    const directory = temporaryDirectory('bench');
    cleanups.push(() => {
      certificate.remove();
      directory.remove();
    });
    const core = conditions.cores.kind === 'pinned' ? conditions.cores.server : undefined;
    const server = await contestant.start({
      redisUrl: redis.url,
      certificate,
      directory: directory.path,
      core,
      env,
      writes,
    });
    cleanups.push(() => server.process.stop());
    const symbols = workload.symbols + workload.unwantedSymbols;
    const feed =
      contestant.sink && (await FeedProcess.start(contestant.sink, server.feedUrl, symbols));
    if (feed) cleanups.push(() => feed.stop());
    await pause(SETTLE_MS);
    const rssBeforeBytes = readUsage(server.process.pid, core).rssBytes;
    const load = await LoadRun.start(loadOptions(task, server.port, conditions));
    cleanups.push(() => load.stop());
    feed?.setRate(workload.ticksPerSecond);
    const measured = await measureWindows({ task, conditions, load, feed, server, core });
    server.process.check();
    return { ...measured, rssBeforeBytes, subscribed: load.subscribed, complaint: load.complaint };
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup();
    // A server that never came to listen.
    killAll();
  }
}

interface Parts {
  readonly task: Task;
  readonly conditions: Conditions;
  readonly load: LoadRun;
  readonly feed: FeedProcess | undefined;
  readonly server: RunningServer;
  readonly core: number | undefined;
}

async function measureWindows({
  task,
  conditions,
  load,
  feed,
  server,
  core,
}: Parts): Promise<Pick<Measurement, 'windows' | 'slow'>> {
  const read = (): Usage => readUsage(server.process.pid, core);
  let usage = read();
  const firstWindow = setTimeout(() => {
    usage = read();
  }, conditions.warmMs);
  const windows: Promise<MeasuredWindow>[] = [];
  try {
    const { slow } = await load.measure((window) => {
      // A server that has died cannot be read; the check afterwards says so.
      const now = server.process.isRunning ? read() : usage;
      const counts = feed?.counts(window.startMs, window.endMs);
      const measured = join(window, usage, now, counts, load.subscribed, task.writes);
      // A failure is reported below, when all windows are awaited.
      measured.catch(() => undefined);
      windows.push(measured);
      task.onWindow?.({
        index: window.index,
        serverCpuShare: usageBetween(usage, now).cpuShare,
        loadCpuShare: window.cpuShare,
        feed,
      });
      usage = now;
    });
    return { slow, windows: await Promise.all(windows) };
  } finally {
    clearTimeout(firstWindow);
  }
}

async function join(
  window: LoadWindow,
  from: Usage,
  to: Usage,
  counts: ReturnType<FeedProcess['counts']> | undefined,
  subscribed: LoadSubscribed,
  writes: WritesOfTickwire | undefined,
): Promise<MeasuredWindow> {
  const made = await counts;
  const durationMs = window.endMs - window.startMs;
  const { updates, fastUpdates, fastDue } = made
    ? {
        updates: window.updates,
        fastUpdates: window.fast.updates,
        fastDue: dueUpdates(made.ticks, subscribed.fastSubscribers),
      }
    : updatesOfFloor(window, durationMs, subscribed.clients, writes);
  return {
    durationMs,
    updates,
    fastUpdates,
    fastDue,
    messages: window.messages,
    payloadBytes: window.payloadBytes,
    wireBytes: window.wireBytes,
    ...usageBetween(from, to),
    // The floor's writes carry no time.
    ageP50Ms: made ? window.fast.ageMs.p50 : NaN,
    ageP99Ms: made ? window.fast.ageMs.p99 : NaN,
    lost: window.fast.lost,
    repeated: window.repeated,
    closed: window.fast.closed,
    loadCpuShare: window.cpuShare,
    loadLagMs: window.lagMs,
    feedLateMs: made?.lateMs ?? 0,
  };
}

/** The floor brings as many updates as Tickwire's writes of that many bytes did. */
function updatesOfFloor(
  window: LoadWindow,
  durationMs: number,
  clients: number,
  writes: WritesOfTickwire | undefined,
): Pick<MeasuredWindow, 'updates' | 'fastUpdates' | 'fastDue'> {
  if (writes === undefined) return { updates: 0, fastUpdates: 0, fastDue: undefined };
  const dueBytes = (writes.perSecond * writes.bytes * clients * durationMs) / 1000;
  const fastDue = (writes.updatesPerSecond * durationMs) / 1000;
  const updates = (window.payloadBytes / dueBytes) * fastDue;
  return { updates, fastUpdates: updates, fastDue };
}

function loadOptions(task: Task, port: number, conditions: Conditions): LoadOptions {
  const { contestant, workload, clients } = task;
  return {
    dialect: contestant.dialect,
    port,
    clients,
    symbols: workload.symbols,
    topics: workload.topics,
    seed: LOAD_SEED,
    warmMs: conditions.warmMs,
    windows: task.windows ?? conditions.windows,
    windowMs: conditions.windowMs,
    ...(workload.slow && { slow: workload.slow }),
    rateMs: contestant.rateMs,
  };
}

async function pause(durationMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, durationMs));
}
