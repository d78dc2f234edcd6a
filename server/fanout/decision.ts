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
}

/** What the gateway has to do. */
export type Decision =
  | { readonly kind: 'send'; readonly client: number; readonly bytes: Uint8Array }
  | {
      readonly kind: 'close';
      readonly client: number;
      readonly code: CloseCode;
      readonly reason: string;
    };

/** Carries out a decision at once. */
export type Execute = (decision: Decision) => void;

export interface FanoutCounters {
  framesSent: number;
  bytesSent: number;
  fragmentsEncoded: number;
  fragmentsSent: number;
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
