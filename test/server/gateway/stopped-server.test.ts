import { afterAll, beforeAll, expect, test } from 'vitest';
import { System } from '../../support/system.ts';
import { waitFor } from '../../support/wait-for.ts';

const TIMEOUT_MS = 2_500;
const PING_MS = 300;

let system: System;

beforeAll(async () => {
  system = await System.start({
    feedArgs: ['--seed', '7', '--symbols', '4'],
    serverEnvironment: { HEARTBEAT_TIMEOUT_MS: String(TIMEOUT_MS), HEARTBEAT_INTERVAL_MS: '1000' },
  });
});
afterAll(() => system.stop());

test('a server that was stopped reads what its clients said meanwhile before it gives any of them up', async () => {
  const client = await system.connect();
  let said = 0;
  const pings = setInterval(() => {
    client.send({ kind: 'ping', clientTimeMs: performance.now() });
    said += 1;
  }, PING_MS);
  try {
    await waitFor(() => client.frames.some(({ pongs }) => pongs.length > 0), { what: 'a pong' });

    system.server.child.kill('SIGSTOP');
    const saidBefore = said;
    await waitFor(() => (said - saidBefore) * PING_MS > TIMEOUT_MS + 1_000, {
      what: 'the client to have talked for longer than it may be silent',
    });
    const before = client.frames.length;
    system.server.child.kill('SIGCONT');
    await waitFor(
      () => client.close ?? client.frames.slice(before).filter(({ pongs }) => pongs.length > 0)[9],
      { what: 'the pongs of that time' },
    );

    expect(client.close).toBeUndefined();
  } finally {
    clearInterval(pings);
  }
});
