import pino from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { runAlone } from '../../../server/cluster/alone.ts';
import { readConfig } from '../../../server/config.ts';

vi.mock('../../../server/cluster/server-run.ts', () => ({ runServer: () => () => undefined }));

describe('server alone', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  test('ends two seconds after its drain although something in it never ends', () => {
    vi.useFakeTimers();
    const handlers = new Map<string | symbol, () => void>();
    vi.spyOn(process, 'once').mockImplementation((event: string | symbol, handler: () => void) => {
      handlers.set(event, handler);
      return process;
    });
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const result = readConfig({
      PLAINTEXT: 'true',
      DRAIN_NOTICE_MS: '1000',
      DRAIN_SPREAD_MS: '2000',
    });
    if (result.kind === 'invalid') throw new Error(result.problems);
    runAlone(result.config, pino({ level: 'silent' }));

    handlers.get('SIGTERM')?.();
    vi.advanceTimersByTime(4_999);
    expect(exit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);

    expect(exit).toHaveBeenCalledWith(1);
  });
});
