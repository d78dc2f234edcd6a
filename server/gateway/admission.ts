/** Decides whether an upgrade request becomes a connection. Pure. */
import { SUBPROTOCOL } from '../../proto/frames.ts';

/** What is known of a request before it is accepted. */
export interface UpgradeRequest {
  readonly path: string;
  /** Header `Origin`; undefined when the client is not a browser. */
  readonly origin: string | undefined;
  /** Header `Sec-WebSocket-Protocol`. */
  readonly protocols: string | undefined;
  readonly address: string;
}

export interface AdmissionState {
  readonly allowedOrigins: ReadonlySet<string>;
  readonly isReady: boolean;
  readonly clientCount: number;
  readonly clientLimit: number;
  readonly addressCount: number;
  readonly addressLimit: number;
}

export type Admission =
  | { readonly kind: 'accept' }
  | { readonly kind: 'refuse'; readonly status: number; readonly reason: string };

/** Path of the WebSocket endpoint. */
export const STREAM_PATH = '/stream';

/**
 * Browsers send `Origin` with every WebSocket request and pages cannot forge it, so the list keeps
 * strangers' pages out; a client that is no browser sends none and is not what the list is for.
 */
export function admit(request: UpgradeRequest, state: AdmissionState): Admission {
  if (request.path !== STREAM_PATH) return refuse(404, `no WebSocket here: use ${STREAM_PATH}`);
  if (request.origin !== undefined && !state.allowedOrigins.has(request.origin)) {
    return refuse(403, `origin ${request.origin} is not allowed: add it to ALLOWED_ORIGINS`);
  }
  const offered = (request.protocols ?? '').split(',').map((name) => name.trim());
  if (!offered.includes(SUBPROTOCOL)) {
    return refuse(426, `expected subprotocol ${SUBPROTOCOL} in Sec-WebSocket-Protocol`);
  }
  if (!state.isReady) return refuse(503, 'still reading the log: try again in a moment');
  if (state.clientCount >= state.clientLimit) return refuse(503, 'too many connections');
  if (state.addressCount >= state.addressLimit) {
    return refuse(429, `too many connections from ${request.address}`);
  }
  return { kind: 'accept' };
}

function refuse(status: number, reason: string): Admission {
  return { kind: 'refuse', status, reason };
}
