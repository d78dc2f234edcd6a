/** Tickwire itself: every trade at its own pace, every trade at 50 ms, or only the last price. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../support/free-port.ts';
import { repositoryRoot } from '../../support/spawn-process.ts';
import { BenchProcess } from '../bench-process.ts';
import { tlsEnvironment, type Contestant, type RunningServer, type Setting } from './contestant.ts';

const START_MS = 20_000;

const common = {
  rateMs: 0,
  sink: 'log',
  isConflated: false,
  availability: () => {
    const text = readFileSync(join(repositoryRoot, 'package.json'), 'utf8');
    const { version } = JSON.parse(text) as { version: string };
    return Promise.resolve({ kind: 'ready', version } as const);
  },
  start: startTickwire,
} as const;

export const tickwire: Contestant = {
  ...common,
  name: 'tickwire',
  title: 'every trade, adaptive flush interval',
  dialect: 'tickwire-trades',
};

export const tickwire50: Contestant = {
  ...common,
  name: 'tickwire-50',
  title: 'every trade, clients ask for 50 ms',
  dialect: 'tickwire-trades',
  rateMs: 50,
};

export const tickwireConflated: Contestant = {
  ...common,
  name: 'tickwire-conflated',
  title: 'last price only, the newest at each flush; what it leaves out is meant to be left out',
  dialect: 'tickwire-last',
  isConflated: true,
};

async function startTickwire({
  redisUrl,
  certificate,
  core,
  env,
}: Setting): Promise<RunningServer> {
  const port = await freePort();
  const server = new BenchProcess(
    'Tickwire',
    process.execPath,
    ['--import', 'tsx', 'server/main.ts'],
    {
      core,
      hasChannel: true,
      env: {
        ...tlsEnvironment(certificate),
        REDIS_URL: redisUrl,
        PORT: String(port),
        LOG_LEVEL: 'warn',
        CLIENT_LIMIT: '100000',
        CLIENT_LIMIT_PER_ADDRESS: '100000',
        ...env,
      },
    },
  );
  await server.next('kind', 'listening', START_MS);
  return { process: server, port, feedUrl: redisUrl };
}
