/** What a worker tells the primary. */
import pino from 'pino';

export type WorkerMessage =
  | { readonly kind: 'listening'; readonly url: string }
  /** It cannot start, and waits for its end. */
  | {
      readonly kind: 'failed';
      /** With the messages of its causes. */
      readonly message: string;
      readonly stack: string;
      /** Such as EADDRINUSE; absent when the error has none. */
      readonly code?: string;
    };

/** Puts an error into a message: an Error object itself does not pass between processes. */
export function failedMessage(error: unknown): WorkerMessage {
  const wrapped = error instanceof Error ? error : new Error(String(error));
  const { message, stack } = pino.stdSerializers.err(wrapped);
  const code = 'code' in wrapped && typeof wrapped.code === 'string' ? wrapped.code : undefined;
  return { kind: 'failed', message, stack, ...(code !== undefined && { code }) };
}

/** Makes the error of a message again. */
export function errorOf(failed: Extract<WorkerMessage, { kind: 'failed' }>): Error {
  const { message, stack, code } = failed;
  return Object.assign(new Error(message), { stack, ...(code !== undefined && { code }) });
}

/** Reads what came from a worker; undefined for messages of others, such as a debugger's. */
export function readWorkerMessage(message: unknown): WorkerMessage | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  const isOurs = message.kind === 'listening' || message.kind === 'failed';
  return isOurs ? (message as WorkerMessage) : undefined;
}
