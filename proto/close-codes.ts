/** WebSocket close codes; their range alone says whether a client should come back. */

export const CLOSE_CODES = {
  /** The server is shutting down; the reason says after how many milliseconds to come back. */
  shuttingDown: 4000,
  /** The client acknowledged nothing for too long. */
  notResponding: 4001,
  /** No ping arrived within the heartbeat deadline. */
  heartbeatLost: 4002,
  /** A message could not be decoded or broke the protocol. */
  malformedFrame: 4500,
  /** Too many messages, topics or bytes. */
  limitExceeded: 4501,
  /** No common protocol version. */
  versionUnsupported: 4502,
  /** Not allowed, or no longer. */
  notAuthorised: 4503,
} as const;

export type CloseCode = (typeof CLOSE_CODES)[keyof typeof CLOSE_CODES];

/**
 * Says whether a client should reconnect after a close with this code.
 *
 * 4500-4999 are final. Of the standard codes (RFC 6455, 7.4.1) 1002, 1003, 1007, 1009 and 1010 mean
 * that the same message would fail again; all others, the abnormal 1006 first, are worth a retry.
 */
export function shouldReconnect(code: number): boolean {
  if (code >= 4500 && code <= 4999) return false;
  return ![1002, 1003, 1007, 1009, 1010].includes(code);
}

const COME_BACK = /^come back after (\d{1,7}) ms$/;

/** Builds the reason of a `shuttingDown` close. */
export function comeBackReason(afterMs: number): string {
  return `come back after ${String(Math.round(afterMs))} ms`;
}

/** Reads the delay out of a close reason; undefined if it names none. */
export function comeBackAfterMs(reason: string): number | undefined {
  const match = COME_BACK.exec(reason);
  return match ? Number(match[1]) : undefined;
}
