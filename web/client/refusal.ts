/** Words for a symbol that the server refuses. */
import type { ErrorInfo } from '../../proto/frames.ts';

/** Returns why a symbol cannot be had, as half a sentence; what is asked for again says so. */
export function refusalText({ code, message, retryable }: ErrorInfo): string {
  // The server's advice to try again is for programs, and this one does.
  if (code === 'ERR_SERVER_OVERLOADED') return 'server is busy, trying again…';
  return retryable ? `${message}, trying again…` : message;
}
