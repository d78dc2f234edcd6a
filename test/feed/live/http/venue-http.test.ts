import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../../../feed/clock.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { createClient, LocalServer, madeCapabilities, say, type Answer } from './local-server.ts';

const KEY = 'sEcReT-0123456789';
const forever = new AbortController().signal;
const servers: LocalServer[] = [];

async function serve(...answers: Answer[]): Promise<LocalServer> {
  const server = await LocalServer.open(...answers);
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('requests of a venue', () => {
  test('are sent with query and headers, and give the text of the answer', async () => {
    const server = await serve(say(200, '{"a":"ü"}'));
    const { http } = createClient(undefined);
    const request = { url: `${server.url}/v1/list?a=1&b=x%20y`, headers: { 'x-key': KEY } };

    expect(await http.get(request, forever)).toBe('{"a":"ü"}');
    expect(server.seen).toEqual(['/v1/list?a=1&b=x%20y']);
    expect(server.headers[0]).toMatchObject({ 'x-key': KEY });
    expect(http.counts()).toMatchObject({ requests: 1, answers: 1, retries: 0 });
  });

  test('go to the host that the user names, its path in front', async () => {
    const server = await serve(say(200, 'ok'));
    const { http } = createClient(`${server.url}/proxy/`);

    await http.get({ url: 'https://api.example.com/v1/list?a=1' }, forever);

    expect(server.seen).toEqual(['/proxy/v1/list?a=1']);
  });

  test('are not made for a host that is none, and the text of it is not shown', () => {
    expect(() => createClient(`ftp://${KEY}@x`)).toThrow(/ERR_CONFIG_INVALID/);
    expect(() => createClient(KEY)).not.toThrow(KEY);
  });

  test.each([429, 418])('wait out the seconds of Retry-After on %d', async (status) => {
    const server = await serve(say(status, '', { 'retry-after': '7' }), say(200, 'ok'));
    const { http, clock } = createClient(server.url);
    const startMs = clock.elapsedMs();

    expect(await http.get({ url: 'https://x/a' }, forever)).toBe('ok');

    expect(clock.elapsedMs() - startMs).toBeGreaterThanOrEqual(7_000);
    expect(clock.elapsedMs() - startMs).toBeLessThan(8_000);
    expect(http.counts()).toMatchObject({ rateLimited: 1, retries: 1 });
  });

  test('wait until the date of Retry-After', async () => {
    const { clock } = createClient(undefined);
    const date = new Date(clock.nowMs() + 90_000).toUTCString();
    const server = await serve(say(429, '', { 'retry-after': date }), say(200, 'ok'));
    const client = createClient(server.url);

    await client.http.get({ url: 'https://x/a' }, forever);

    expect(client.clock.elapsedMs()).toBeGreaterThanOrEqual(89_000);
    expect(client.clock.elapsedMs()).toBeLessThan(92_000);
  });

  test('pause where the venue does not say for how long: longer after a ban', async () => {
    const server = await serve(say(429), say(200), say(418), say(200));
    const { http, clock } = createClient(server.url);

    await http.get({ url: 'https://x/a' }, forever);
    expect(clock.elapsedMs()).toBeGreaterThanOrEqual(5_000);
    expect(clock.elapsedMs()).toBeLessThan(10_000);
    await http.get({ url: 'https://x/a' }, forever);
    expect(clock.elapsedMs()).toBeGreaterThanOrEqual(125_000);
  });

  test('pause for as long as the venue says of a status that is final elsewhere', async () => {
    const server = await serve(say(403, 'access too frequent'), say(200, 'ok'));
    const capabilities = { ...madeCapabilities(), temporaryStatuses: { 403: 600_000 } };
    const { http, clock, log } = createClient(server.url, { capabilities });

    expect(await http.get({ url: 'https://x/a' }, forever)).toBe('ok');

    expect(clock.elapsedMs()).toBeGreaterThanOrEqual(600_000);
    expect(log.join()).toContain('too many requests');
  });

  test.each(['\n', '\u2026'])('show no key that cannot be sent for its %j', async (letter) => {
    const { http, log } = createClient('http://127.0.0.1:1');
    const asked = http.get(
      { url: 'https://x/a', headers: { 'x-key': KEY + letter + KEY } },
      forever,
    );
    const error: unknown = await asked.catch((reason: unknown) => reason);

    expect(error).toMatchObject({
      code: 'ERR_CONFIG_INVALID',
      message: expect.stringContaining('MADE_API_KEY') as string,
    });
    expect(inspect(error) + log.join()).not.toContain(KEY);
  });

  test('are held up by a 429 to another one of the same host', async () => {
    const server = await serve(say(429, '', { 'retry-after': '30' }), say(200, 'ok'));
    const clock = new HeldClock();
    const { http } = createClient(server.url, { clock });
    const first = http.get({ url: 'https://x/a' }, forever);
    await waitFor(() => http.counts()['retries'] === 1, { what: 'the 429', intervalMs: 1 });

    const second = http.get({ url: 'https://x/b' }, forever);
    await clock.pass(29_000);
    expect(http.counts()['requests']).toBe(1);

    await clock.pass(1_000);
    expect(http.counts()['requests']).toBe(2);
    await clock.pass(1_000);
    await Promise.all([first, second]);
  });

  test.each([500, 502, 503, 408])('are tried again after status %d', async (status) => {
    const server = await serve(say(status), say(status), say(200, 'ok'));
    const { http, clock } = createClient(server.url);

    expect(await http.get({ url: 'https://x/a' }, forever)).toBe('ok');

    // Half of 500 ms, half of 1 s.
    expect(clock.sleeps).toEqual([250, 500]);
  });

  test('honour Retry-After of a 503', async () => {
    const server = await serve(say(503, '', { 'retry-after': '60' }), say(200, 'ok'));
    const { http, clock } = createClient(server.url);

    await http.get({ url: 'https://x/a' }, forever);

    expect(clock.elapsedMs()).toBeGreaterThanOrEqual(60_000);
  });

  test('are tried again when the body breaks off', async () => {
    const cut: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    };
    const server = await serve(cut, say(200, 'whole'));
    const { http } = createClient(server.url);

    expect(await http.get({ url: 'https://x/a' }, forever)).toBe('whole');
  });

  test('are tried again when no answer comes in time', async () => {
    const server = await serve(() => undefined, say(200, 'ok'));
    const { http, log } = createClient(server.url, { timeoutMs: 30 });

    expect(await http.get({ url: 'https://x/a' }, forever)).toBe('ok');
    expect(log.join()).toContain('no answer within 30 ms');
  });

  test('are tried again when a body does not come to its end in time', async () => {
    const slow: Answer = (_, response) => response.writeHead(200).write('ha');
    const server = await serve(slow, say(200, 'ok'));
    const { http } = createClient(server.url, { timeoutMs: 30 });

    expect(await http.get({ url: 'https://x/a' }, forever)).toBe('ok');
  });

  test('are given up after as many tries as allowed', async () => {
    const server = await serve(say(500));
    const { http } = createClient(server.url);

    await expect(http.get({ url: 'https://x/a' }, forever, { maxTries: 3 })).rejects.toMatchObject({
      code: 'ERR_SOURCE_UNREADABLE',
    });
    expect(server.seen).toHaveLength(3);
  });

  test('are given up after as many tries as allowed where nobody listens', async () => {
    const server = await LocalServer.open();
    const { url } = server;
    await server.close();
    const { http } = createClient(url);

    await expect(http.get({ url: 'https://x/a' }, forever, { maxTries: 2 })).rejects.toThrow(
      /connection failed \(ECONNREFUSED\), tried 2 times/,
    );
  });

  test.each([401, 403, 451])('are refused for good by status %d', async (status) => {
    const server = await serve(say(status, 'no such plan'));
    const { http } = createClient(server.url);

    await expect(http.get({ url: 'https://x/a' }, forever)).rejects.toMatchObject({
      code: 'ERR_VENUE_REFUSED',
      message: expect.stringMatching(/no such plan.*MADE_API_KEY/) as string,
    });
    expect(server.seen).toHaveLength(1);
  });

  test.each([400, 404, 302])('are not tried again after status %d', async (status) => {
    const server = await serve(say(status, '{"msg":"Invalid symbol."}', { location: '/else' }));
    const { http } = createClient(server.url);

    await expect(http.get({ url: 'https://x/a' }, forever)).rejects.toMatchObject({
      code: 'ERR_VENUE_PROTOCOL',
      message: expect.stringContaining('Invalid symbol.') as string,
    });
    expect(server.seen).toEqual(['/a']);
  });

  test.each(['told', 'untold'])('refuse a body that is too large, its length %s', async (kind) => {
    const part = Buffer.alloc(64 * 1024);
    const large: Answer = (_, response) => {
      response.writeHead(200, kind === 'told' ? { 'content-length': String(2 ** 21) } : {});
      const more = (): void => {
        while (!response.destroyed && response.write(part));
      };
      response.on('drain', more);
      more();
    };
    const server = await serve(large);
    const { http } = createClient(server.url, { maxBodyBytes: 2 ** 20 });

    await expect(http.get({ url: 'https://x/a' }, forever)).rejects.toThrow(
      /ERR_VENUE_PROTOCOL.*at most 1048576 bytes/,
    );
    await waitFor(() => server.openCount === 0, { what: 'the connection to be let go' });
  });

  test('never show queries, headers or what a venue repeats of them', async () => {
    const words = `bad key ${KEY} in https://x/a?token=${KEY}`;
    const server = await serve(say(500), say(401, words), say(400, words), say(500));
    const { http, log } = createClient(server.url);
    const requests = [
      { url: `https://x/a?apikey=${KEY}` },
      { url: 'https://x/a', headers: { authorization: KEY } },
    ];
    const messages: string[] = [];
    for (const request of [...requests, ...requests]) {
      const { message } = await http.get(request, forever, { maxTries: 2 }).then(
        () => new Error('no error'),
        (error: unknown) => error as Error,
      );
      messages.push(message);
    }

    expect(messages).not.toContain('no error');
    expect(messages.join()).toContain('bad key ***');
    expect([...messages, ...log].join()).not.toContain(KEY);
  });

  test('end with their signal while they wait, are under way, or are in the queue', async () => {
    const server = await serve(() => undefined);
    const { http } = createClient(server.url, {
      capabilities: madeCapabilities({ count: 1, perMs: 60_000 }),
      clock: { nowMs: () => 0, elapsedMs: () => 0, sleep: sleepUntilAborted },
    });
    const stop = new AbortController();
    const open = http.get({ url: 'https://x/a' }, stop.signal);
    const queued = http.get({ url: 'https://x/b' }, stop.signal);
    await waitFor(() => server.openCount === 1, { what: 'the first request' });

    stop.abort(new Error('stopped'));

    await expect(open).rejects.toThrow('stopped');
    await expect(queued).rejects.toThrow('stopped');
    await expect(http.get({ url: 'https://x/c' }, stop.signal)).rejects.toThrow('stopped');
    expect(server.seen).toEqual(['/a']);
  });
});

/** A clock that goes on only when it is told to. */
class HeldClock implements Clock {
  #ms = 0;
  readonly #sleepers = new Set<() => void>();

  nowMs(): number {
    return this.#ms;
  }

  elapsedMs(): number {
    return this.#ms;
  }

  sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    const dueMs = this.#ms + durationMs;
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.#ms < dueMs && !signal.aborted) return;
        this.#sleepers.delete(look);
        resolve();
      };
      this.#sleepers.add(look);
      signal.addEventListener('abort', look);
      look();
    });
  }

  /** Returns when what waited has gone on. */
  async pass(durationMs: number): Promise<void> {
    this.#ms += durationMs;
    for (const look of this.#sleepers) look();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function sleepUntilAborted(_: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

describe('the limit of a venue', () => {
  test('is kept by weight over all requests', async () => {
    const server = await serve(say(200));
    const { http, clock } = createClient(server.url, {
      capabilities: madeCapabilities({ count: 10, perMs: 1_000 }),
    });
    const sentMs: number[] = [];

    await Promise.all(
      Array.from({ length: 6 }, async () => {
        await http.get({ url: 'https://x/a', weight: 5 }, forever);
        sentMs.push(clock.elapsedMs());
      }),
    );

    expect(server.seen).toHaveLength(6);
    // Two in each span of 1.1 s.
    expect(Math.max(...sentMs)).toBeGreaterThanOrEqual(2_200);
    expect(Math.max(...sentMs)).toBeLessThan(2_300);
  });

  test('leaves a part of it to what cannot wait', async () => {
    const server = await serve(say(200));
    const { http, clock } = createClient(server.url, {
      capabilities: madeCapabilities({ count: 8, perMs: 1_000 }),
    });
    for (let count = 0; count < 6; count++) {
      await http.get({ url: 'https://x/past' }, forever, { isBackground: true });
    }
    expect(clock.elapsedMs()).toBe(0);
    await http.get({ url: 'https://x/now' }, forever);
    expect(clock.elapsedMs()).toBe(0);

    await http.get({ url: 'https://x/past' }, forever, { isBackground: true });
    expect(clock.elapsedMs()).toBe(1_100);
  });

  test('lets what cannot wait pass what can', async () => {
    const server = await serve(say(200));
    const { http } = createClient(server.url, {
      capabilities: madeCapabilities({ count: 1, perMs: 1_000 }),
    });

    await Promise.all([
      http.get({ url: 'https://x/first' }, forever),
      http.get({ url: 'https://x/past' }, forever, { isBackground: true }),
      http.get({ url: 'https://x/now' }, forever),
    ]);

    expect(server.seen).toEqual(['/first', '/now', '/past']);
  });

  test('lets six requests be under way at once', async () => {
    const held: (() => void)[] = [];
    const server = await serve((_, response) => held.push(() => response.end()));
    const { http } = createClient(server.url);

    const all = Promise.all(
      Array.from({ length: 10 }, () => http.get({ url: 'https://x/a' }, forever)),
    );
    await waitFor(() => held.length === 6, { what: 'six requests', intervalMs: 1 });
    while (server.seen.length < 10 || held.length > 0) {
      held.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await all;

    expect(server.mostOpen).toBe(6);
  });
});
