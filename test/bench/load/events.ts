/** What the load generator prints, one JSON object a line, as types. */

/** Ages of updates: wall clock when the client read it minus when the feed received it, milliseconds. */
export interface LoadAges {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Counts of the fast or of the slow clients. */
export interface LoadSide {
  /** Updates delivered, repeated ones included. */
  readonly updates: number;
  readonly ageMs: LoadAges;
  /** Sequence numbers jumped over: updates that were never delivered, or that conflation left out. */
  readonly lost: number;
  /** Updates whose sequence number was not above the one before. */
  readonly repeated: number;
  /** Connections that ended. */
  readonly closed: number;
}

/** Counts of a span of time, of all clients together unless it says otherwise. */
export interface LoadCounts extends LoadSide {
  /** Wall clock, milliseconds since 1970, with a fraction. */
  readonly startMs: number;
  readonly endMs: number;
  /** WebSocket data frames; for `raw` TLS records. */
  readonly messages: number;
  /** Bytes in them. */
  readonly payloadBytes: number;
  /** Bytes received from the sockets, TLS included. */
  readonly wireBytes: number;
  readonly fast: LoadSide;
  /** Updates of symbols that their client had not asked for; anything but 0 is a fault. */
  readonly unexpected: number;
  /** The generator's own CPU time over elapsed time, 0 to 1. */
  readonly cpuShare: number;
  /** Longest time that it was busy (or not scheduled) between two looks at its sockets, milliseconds. */
  readonly lagMs: number;
}

/** All clients are connected and subscribed, or have failed. */
export interface LoadSubscribed {
  readonly event: 'subscribed';
  /** How many are subscribed. */
  readonly clients: number;
  /** How many are not; the reasons of the first are on stderr. */
  readonly failed: number;
  /** Per symbol number: subscribed clients that take it. */
  readonly subscribers: readonly number[];
  /** The same without slow clients. */
  readonly fastSubscribers: readonly number[];
  /** From the first connection's start to the last subscription, milliseconds. */
  readonly connectMs: number;
}

/** One window has ended. */
export interface LoadWindow extends LoadCounts {
  readonly event: 'window';
  /** 0, 1, ... */
  readonly index: number;
}

/** The last window has ended; counts of all windows together, percentiles over all their updates. */
export interface LoadDone extends LoadCounts {
  readonly event: 'done';
  readonly slow: LoadSide & { readonly clients: number };
}

export type LoadEvent = LoadSubscribed | LoadWindow | LoadDone;

const KINDS: readonly unknown[] = ['subscribed', 'window', 'done'];

/**
 * Reads one line of the generator's output.
 *
 * The program and these types are one piece of work, so beyond its kind an event is taken as it is.
 *
 * @throws {Error} when the line is no event.
 */
export function parseLoadEvent(line: string): LoadEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new Error(`Expected a line of JSON from the load generator, got ${line}`, { cause });
  }
  if (typeof value !== 'object' || value === null || !('event' in value)) {
    throw new Error(`Expected an event of the load generator, got ${line}`);
  }
  if (!KINDS.includes(value.event)) {
    throw new Error(`Expected the event subscribed, window or done, got ${line}`);
  }
  return value as LoadEvent;
}
