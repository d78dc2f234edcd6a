/** What the fan-out engine is set to, what it decides, and what it counts. */
import type { CloseCode } from '../../proto/close-codes.ts';
import { ERROR_CATALOGUE, type ErrorCode } from '../../proto/errors.ts';
import type { ErrorInfo } from '../../proto/frames.ts';
import type { WindowLimits } from './flow-window.ts';
import type { PaceLimits } from './pace.ts';

export interface FanoutOptions {
  readonly window: WindowLimits;
  readonly pace: PaceLimits;
  /** Symbols a client may have. */
  readonly topicLimit: number;
  /** Bars of history per interval and topic. */
  readonly historyLimit: number;
  /** A client that acknowledges nothing for this long is closed, milliseconds. */
  readonly ackTimeoutMs: number;
  /** A client that was sent nothing for this long gets an empty frame, milliseconds. */
  readonly heartbeatMs: number;
  /** Frames sent in one turn of the event loop; the others follow in further turns. */
  readonly turnFrames: number;
  /** Size from which on a data frame takes no more symbols; the rest follows with the next one, bytes. */
  readonly frameBytes: number;
}

/** What the gateway has to do. */
export type Decision =
  | {
      readonly kind: 'send';
      readonly client: number;
      /** Number that goes in front of the body; 0: none. */
      readonly frame: number;
      /** The rest of the ServerFrame, which others may get as well: valid until the call returns. */
      readonly body: Uint8Array;
    }
  | {
      readonly kind: 'close';
      readonly client: number;
      readonly code: CloseCode;
      readonly reason: string;
    };

/** Turns a time of the engine, which is good for deadlines only, into UNIX ms. */
export type WallTimeOf = (nowMs: number) => number;

/** Carries out a decision at once. */
export type Execute = (decision: Decision) => void;

export interface FanoutCounters {
  framesSent: number;
  bytesSent: number;
  fragmentsEncoded: number;
  fragmentsSent: number;
  /** Data frames whose body was assembled; the others shared one. */
  bodiesAssembled: number;
  /** Times that a client's news had to wait for its acknowledgements. */
  holds: number;
  /** Symbols of a Subscribe that were refused because the server had too much to do. */
  overloadRefusals: number;
}

export function createCounters(): FanoutCounters {
  return {
    framesSent: 0,
    bytesSent: 0,
    fragmentsEncoded: 0,
    fragmentsSent: 0,
    bodiesAssembled: 0,
    holds: 0,
    overloadRefusals: 0,
  };
}

/** What a client is told that is wrong with one symbol of its request. */
export function fault(
  code: ErrorCode,
  message: string,
  requestId: number,
  symbol: string,
): ErrorInfo {
  return { code, message, retryable: ERROR_CATALOGUE[code].retryable, requestId, symbol };
}
