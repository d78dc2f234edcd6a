import pino from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import type { StoredBars } from '../../../server/history/stored-bars.ts';
import { WorkGate } from '../../../server/history/work-gate.ts';
import { buildApp, type AppDeps } from '../../../server/http/app.ts';
import { createState } from '../market/ticks.ts';

const NOTHING_STORED: StoredBars = {
  before: () => Promise.resolve({ bars: [], unreadableMs: [], nextBeforeMs: undefined }),
  reach: () => Promise.resolve({ firstMs: Infinity, wasTrimmed: false }),
};

describe('HTTP app', () => {
  let app: Awaited<ReturnType<typeof buildApp>> | undefined;
  afterEach(() => app?.close());

  async function get(path: string, change: Partial<AppDeps> = {}) {
    const limits = { concurrency: 1, waiting: 1, waitingPerAsker: 1, rowsPerSecond: 1_000 };
    const { state } = createState();
    app = await buildApp({
      logger: pino({ level: 'silent' }),
      tls: undefined,
      webRoot: '/nowhere',
      readiness: () => ({ isReady: true, reasons: [] }),
      instruments: () => [state.instrument],
      isCaughtUp: () => true,
      state: (symbol) => (symbol === 'AAA' ? state : undefined),
      stored: NOTHING_STORED,
      gate: new WorkGate(
        limits,
        () => 0,
        () => () => undefined,
      ),
      clock: () => 5,
      ...change,
    });
    return app.inject(path);
  }

  test.each([
    [true, [], 200, 'ready'],
    [true, ['Redis is full'], 200, 'degraded'],
    [false, ['shutting down'], 503, 'not ready'],
  ])('with ready %s and reasons %j answers %i, %s', async (isReady, reasons, code, status) => {
    const answer = await get('/readyz', { readiness: () => ({ isReady, reasons }) });

    expect(answer.statusCode).toBe(code);
    expect(answer.json()).toEqual({ status, reasons });
  });

  test.each(['/api/bars?symbol=AAA&interval=1s', '/api/latest?symbols=AAA'])(
    'says that it is too early for %s while the log is still read',
    async (path) => {
      const answer = await get(path, { isCaughtUp: () => false });

      expect(answer.statusCode).toBe(503);
      expect(answer.json()).toMatchObject({ code: 'ERR_SERVER_NOT_READY' });
      expect(answer.headers['retry-after']).toBe('1');
    },
  );

  test('tells of a symbol without any bar that there is none', async () => {
    const answer = await get('/api/bars?symbol=AAA&interval=1h');

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ bars: [], hasOlder: false, gaps: [] });
  });

  test('hides what went wrong inside, and says that something did', async () => {
    const answer = await get('/api/bars?symbol=AAA&interval=1h', {
      stored: { ...NOTHING_STORED, reach: () => Promise.reject(new Error('a secret')) },
    });

    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'ERR_INTERNAL' });
    expect(answer.body).not.toContain('secret');
  });

  test('tells every instrument whole', async () => {
    const { instrument } = createState().state;

    expect((await get('/api/instruments')).json()).toEqual([instrument]);
  });
});
