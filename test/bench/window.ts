/** What one window of a measurement found, and what all of them say together. */
import { median } from './statistics.ts';

/** One window. */
export interface MeasuredWindow {
  readonly durationMs: number;
  /** Delivered to all clients. */
  readonly updates: number;
  /** Delivered to those that are not slow. */
  readonly fastUpdates: number;
  /** Due to those that are not slow; undefined where no feed says so. */
  readonly fastDue: number | undefined;
  /** WebSocket messages to all clients. */
  readonly messages: number;
  /** Bytes in these messages. */
  readonly payloadBytes: number;
  /** Bytes on the wire to all clients, TLS included. */
  readonly wireBytes: number;
  /** Server's CPU time per elapsed time. */
  readonly cpuShare: number;
  /** Of the server's core, taken by others. */
  readonly othersShare: number;
  readonly rssBytes: number;
  /** Tick age at the clients that are not slow, milliseconds; NaN where no feed gives ticks a time. */
  readonly ageP50Ms: number;
  readonly ageP99Ms: number;
  readonly lost: number;
  readonly repeated: number;
  /** Connections of clients that are not slow that ended. */
  readonly closed: number;
  /** The load generator's own CPU time per elapsed time. */
  readonly loadCpuShare: number;
  /** Longest time between two of its looks at its sockets, milliseconds. */
  readonly loadLagMs: number;
  /** Longest time a tick of the feed was overdue, milliseconds. */
  readonly feedLateMs: number;
}

/** Medians of the windows; sums where it is about faults or about what was due. */
export interface Summary {
  readonly updatesPerSecond: number;
  /** Delivered of what was due, 0 to 1; undefined where nothing says what was due. */
  readonly share: number | undefined;
  /** Server's CPU-seconds per million delivered updates; NaN if none was. */
  readonly cpuPerMillion: number;
  readonly cpuShare: number;
  readonly othersShare: number;
  readonly ageP50Ms: number;
  readonly ageP99Ms: number;
  readonly bytesPerUpdate: number;
  /** WebSocket messages to all clients a second. */
  readonly messagesPerSecond: number;
  /** Mean bytes of a message. */
  readonly bytesPerMessage: number;
  readonly rssBytes: number;
  readonly lost: number;
  readonly repeated: number;
  readonly closed: number;
  readonly loadCpuShare: number;
  readonly loadLagMs: number;
  readonly feedLateMs: number;
  /** The load generator, or the feed beside it, was at its end: the figures are not the server's. */
  readonly isLoadFull: boolean;
  /** Somebody else worked on the server's core. */
  readonly isDisturbed: boolean;
}

/** Above these the load generator counts as the bottleneck. */
const FULL_CPU_SHARE = 0.9;
const FULL_LAG_MS = 50;
/** Above this somebody else is on the server's core. */
const DISTURBED_SHARE = 0.1;

/** Medians of the windows. */
export function summarize(windows: readonly MeasuredWindow[]): Summary {
  const middle = (of: (window: MeasuredWindow) => number): number => median(windows.map(of));
  const total = (of: (window: MeasuredWindow) => number): number =>
    windows.reduce((sum, window) => sum + of(window), 0);
  const hasDue = windows.every(({ fastDue }) => fastDue !== undefined);
  const loadCpuShare = middle((window) => window.loadCpuShare);
  const loadLagMs = middle((window) => window.loadLagMs);
  const feedLateMs = middle((window) => window.feedLateMs);
  const othersShare = middle((window) => window.othersShare);
  return {
    updatesPerSecond: middle(({ updates, durationMs }) => (updates / durationMs) * 1000),
    // Of all windows together: what one window has too little, the next one may have too much.
    share: hasDue
      ? total(({ fastUpdates }) => fastUpdates) / total(({ fastDue = NaN }) => fastDue)
      : undefined,
    cpuPerMillion: middle(
      ({ cpuShare, durationMs, updates }) => (cpuShare * durationMs * 1000) / updates,
    ),
    cpuShare: middle((window) => window.cpuShare),
    othersShare,
    ageP50Ms: middle((window) => window.ageP50Ms),
    ageP99Ms: middle((window) => window.ageP99Ms),
    bytesPerUpdate: middle(({ wireBytes, updates }) => wireBytes / updates),
    messagesPerSecond: middle(({ messages, durationMs }) => (messages / durationMs) * 1000),
    bytesPerMessage: middle(({ payloadBytes, messages }) => payloadBytes / messages),
    rssBytes: middle((window) => window.rssBytes),
    lost: total((window) => window.lost),
    repeated: total((window) => window.repeated),
    closed: total((window) => window.closed),
    loadCpuShare,
    loadLagMs,
    feedLateMs,
    isLoadFull:
      loadCpuShare > FULL_CPU_SHARE || loadLagMs > FULL_LAG_MS || feedLateMs > FULL_LAG_MS,
    isDisturbed: othersShare > DISTURBED_SHARE,
  };
}
