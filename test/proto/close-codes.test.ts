/** Close codes and errors: what a client does next depends on these tables. */
import { describe, expect, test } from 'vitest';
import {
  CLOSE_CODES,
  comeBackAfterMs,
  comeBackReason,
  shouldReconnect,
} from '../../proto/close-codes.ts';
import { ERROR_CATALOGUE, isMarketDataError, MarketDataError } from '../../proto/errors.ts';

describe('close code', () => {
  test.each([
    ['shuttingDown', 4000, true],
    ['notResponding', 4001, true],
    ['heartbeatLost', 4002, true],
    ['malformedFrame', 4500, false],
    ['limitExceeded', 4501, false],
    ['versionUnsupported', 4502, false],
    ['notAuthorised', 4503, false],
  ] as const)('%s is %d, reconnect: %s', (name, code, reconnect) => {
    expect(CLOSE_CODES[name]).toBe(code);
    expect(shouldReconnect(code)).toBe(reconnect);
  });

  test('has no entry that the table above leaves out', () => {
    expect(Object.keys(CLOSE_CODES)).toHaveLength(7);
  });

  test.each([1000, 1001, 1005, 1006, 1008, 1011, 1012, 1013, 1015, 3000, 4003, 4499, 5000])(
    '%d is worth a retry',
    (code) => {
      expect(shouldReconnect(code)).toBe(true);
    },
  );

  test.each([1002, 1003, 1007, 1009, 1010, 4504, 4999])('%d is final', (code) => {
    expect(shouldReconnect(code)).toBe(false);
  });
});

describe('come-back reason', () => {
  test.each([0, 1, 250, 15_000, 9_999_999])('carries %d ms and fits a close frame', (afterMs) => {
    expect(comeBackAfterMs(comeBackReason(afterMs))).toBe(afterMs);
    expect(Buffer.byteLength(comeBackReason(afterMs))).toBeLessThanOrEqual(123);
  });

  test('rounds to whole milliseconds', () => {
    expect(comeBackAfterMs(comeBackReason(12.6))).toBe(13);
  });

  test.each([
    '',
    'bye',
    'come back after ms',
    'come back after -5 ms',
    'come back after 99999999 ms',
    ' come back after 5 ms',
  ])('is not found in %j', (reason) => {
    expect(comeBackAfterMs(reason)).toBeUndefined();
  });
});

describe('market data error', () => {
  test.each(Object.keys(ERROR_CATALOGUE) as (keyof typeof ERROR_CATALOGUE)[])(
    'of %s begins with its code and says whether to try again',
    (code) => {
      const cause = new Error('underneath');

      const error = new MarketDataError(code, 'what came', { cause });

      expect(error.message).toBe(`${code}: what came`);
      expect(error.code).toBe(code);
      expect(error.retryable).toBe(ERROR_CATALOGUE[code].retryable);
      expect(error.cause).toBe(cause);
      expect(isMarketDataError(error)).toBe(true);
    },
  );

  test('is known by its name and code, not by its class', () => {
    const twin = Object.assign(new Error('ERR_INTERNAL: x'), {
      name: 'MarketDataError',
      code: 'ERR_INTERNAL',
    });

    expect(isMarketDataError(twin)).toBe(true);
    expect(isMarketDataError(new Error('x'))).toBe(false);
    expect(isMarketDataError({ name: 'MarketDataError', code: 'ERR_INTERNAL' })).toBe(false);
    expect(isMarketDataError(undefined)).toBe(false);
  });
});
