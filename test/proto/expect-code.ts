/** Asserts that a call fails with one code of the catalogue, and says so when it does not. */
import { expect } from 'vitest';
import { isMarketDataError, type ErrorCode } from '../../proto/errors.ts';

/** Runs `work` and returns the message of the MarketDataError with `code` that it has to throw. */
export function expectCode(code: ErrorCode, work: () => unknown): string {
  let result: unknown;
  try {
    result = work();
  } catch (error) {
    if (!isMarketDataError(error)) throw error;
    expect(error.code).toBe(code);
    return error.message;
  }
  throw new Error(`expected ${code}, but got the value ${JSON.stringify(result)}`);
}
