import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import {
  decideAfterEnd,
  HEALTHY_AFTER_MS,
  NO_BACKOFF,
  type EndedWorker,
} from '../../../server/cluster/replacement.ts';
import { shareOfLimits } from '../../../server/cluster/worker-environment.ts';
import {
  errorOf,
  failedMessage,
  readWorkerMessage,
} from '../../../server/cluster/worker-message.ts';
import { readConfig, type ServerConfig } from '../../../server/config.ts';

function configOf(environment: Readonly<Record<string, string>>): ServerConfig {
  const result = readConfig({ PLAINTEXT: 'true', ...environment });
  if (result.kind === 'invalid') throw new Error(result.problems);
  return result.config;
}

describe('the number of workers', () => {
  test.each([
    [{}, 1],
    [{ SERVER_WORKERS: '' }, 1],
    [{ SERVER_WORKERS: '3' }, 3],
    [{ SERVER_WORKERS: '0' }, availableParallelism()],
    [{ SERVER_WORKERS: 'auto' }, availableParallelism()],
  ])('of %j is %i', (environment, workers) => {
    expect(configOf(environment).workers).toBe(workers);
  });

  test.each(['-1', '1.5', 'all', '1000'])('cannot be %s', (value) => {
    const result = readConfig({ PLAINTEXT: 'true', SERVER_WORKERS: value });

    expect(result.kind === 'invalid' ? result.problems : '').toContain('SERVER_WORKERS');
  });
});

describe('the limits of one worker', () => {
  test('are its share of those of all, rounded up', () => {
    const config = configOf({
      SERVER_WORKERS: '4',
      CLIENT_LIMIT: '1000',
      CLIENT_LIMIT_PER_ADDRESS: '10',
    });

    expect(shareOfLimits(config).limits).toEqual({
      ...config.limits,
      clients: 250,
      clientsPerAddress: 3,
    });
  });
});

describe('what follows the end of a worker', () => {
  const died: EndedWorker = {
    ranMs: 50,
    hasFailed: false,
    isUp: true,
    isOtherHealthy: true,
    previous: NO_BACKOFF,
  };

  /** Lets a worker end in the same way again and again, until it is given up or `runs` are over. */
  function endings(change: Partial<EndedWorker>, runs: number): (number | 'giveUp')[] {
    const outcomes: (number | 'giveUp')[] = [];
    let previous = NO_BACKOFF;
    for (let run = 0; run < runs; run += 1) {
      const next = decideAfterEnd({ ...died, ...change, previous });
      outcomes.push(next.kind === 'giveUp' ? 'giveUp' : next.delayMs);
      if (next.kind === 'giveUp') break;
      previous = next;
    }
    return outcomes;
  }

  test('is another one after a wait that doubles up to a limit, for ever beside a healthy one', () => {
    expect(endings({}, 9)).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
  });

  test('is the end of all when it ends at once for the fifth time and no other one is healthy', () => {
    expect(endings({ isOtherHealthy: false }, 9)).toEqual([100, 200, 400, 800, 'giveUp']);
  });

  test('is never the end of all when it has run for long', () => {
    const change = { ranMs: HEALTHY_AFTER_MS, isOtherHealthy: false };

    expect(endings(change, 7)).toEqual([100, 100, 100, 100, 100, 100, 100]);
  });

  test('is the end of all when it says that it cannot start and none ever did', () => {
    expect(endings({ hasFailed: true, isUp: false }, 2)).toEqual(['giveUp']);
  });

  test('is another one when it says that it cannot start but others did', () => {
    expect(endings({ hasFailed: true }, 2)).toEqual([100, 200]);
  });
});

describe('the message of a worker that cannot start', () => {
  test('brings the error with its code and its causes', () => {
    const cause = new Error('no such file');
    const error = Object.assign(new Error('cannot read', { cause }), { code: 'ENOENT' });

    const sent: unknown = JSON.parse(JSON.stringify(failedMessage(error)));
    const read = readWorkerMessage(sent);

    const made = read?.kind === 'failed' ? errorOf(read) : undefined;
    expect(made).toMatchObject({ message: 'cannot read: no such file', code: 'ENOENT' });
    expect(made?.stack).toContain('caused by: Error: no such file');
  });

  test.each([null, 'text', { act: 'online' }, { kind: 'other' }])('is not %j', (message) => {
    expect(readWorkerMessage(message)).toBeUndefined();
  });
});
