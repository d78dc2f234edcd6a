/** The one error class and the catalogue of what can go wrong at a boundary. */

/** Every code with whether trying the same again later can help. */
export const ERROR_CATALOGUE = {
  ERR_CONFIG_INVALID: { retryable: false },
  ERR_SOURCE_UNKNOWN: { retryable: false },
  ERR_SOURCE_UNREADABLE: { retryable: false },
  ERR_TICK_INVALID: { retryable: false },
  ERR_VENUE_PROTOCOL: { retryable: false },
  ERR_VENUE_REFUSED: { retryable: false },
  ERR_INSTRUMENT_CONFLICT: { retryable: false },
  ERR_FRAME_MALFORMED: { retryable: false },
  ERR_FRAME_TOO_LARGE: { retryable: false },
  ERR_REQUEST_INVALID: { retryable: false },
  ERR_SYMBOL_UNKNOWN: { retryable: false },
  ERR_SUBSCRIPTION_LIMIT: { retryable: false },
  ERR_MESSAGE_RATE: { retryable: true },
  ERR_LOG_GAP: { retryable: true },
  ERR_PARTITION_MISMATCH: { retryable: false },
  ERR_FEED_CONFLICT: { retryable: false },
  ERR_REDIS_UNAVAILABLE: { retryable: true },
  ERR_SERVER_NOT_READY: { retryable: true },
  ERR_SERVER_OVERLOADED: { retryable: true },
  ERR_INTERNAL: { retryable: true },
} as const satisfies Record<string, { readonly retryable: boolean }>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Thrown for faults at a boundary. Branch on `code`, never on the message. */
export class MarketDataError extends Error {
  override readonly name = 'MarketDataError';
  readonly code: ErrorCode;
  readonly retryable: boolean;

  /**
   * @param code    Entry of the catalogue.
   * @param message What was expected, what came, and what to do.
   * @param options `cause`: the error underneath, if any.
   */
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options);
    this.code = code;
    this.retryable = ERROR_CATALOGUE[code].retryable;
  }
}

/** Says whether `value` is a MarketDataError, also one from another copy of this module. */
export function isMarketDataError(value: unknown): value is MarketDataError {
  return value instanceof Error && value.name === 'MarketDataError' && 'code' in value;
}
