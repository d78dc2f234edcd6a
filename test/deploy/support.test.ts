/** The helpers that other tests rely on, with real parts. */
import { createServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { WebSocketServer } from 'ws';
import { describe, expect, test } from 'vitest';
import { makeTestCertificate } from '../support/certificate.ts';
import { findChromiumBinary, launchChromium } from '../support/chromium.ts';
import { findRedisBinary, startRedis } from '../support/redis.ts';
import { spawnProcess } from '../support/spawn-process.ts';
import { waitFor } from '../support/wait-for.ts';

describe('waitFor', () => {
  test('returns the first value that is there', async () => {
    let looks = 0;

    const value = await waitFor(() => (++looks < 3 ? undefined : `look ${looks}`), {
      what: 'three looks',
      intervalMs: 1,
    });

    expect(value).toBe('look 3');
  });

  test('says what it waited for, and the last error', async () => {
    const never = waitFor(
      () => {
        throw new Error('connection refused');
      },
      { what: 'the port to open', timeoutMs: 5, intervalMs: 1 },
    );

    await expect(never).rejects.toThrow(/5 ms in vain for the port to open \(connection refused\)/);
  });
});

describe('spawnProcess', () => {
  test('collects output, messages and the exit code', async () => {
    const child = await spawnProcess(
      process.execPath,
      [
        '-e',
        'console.log("out"); console.error("err"); process.send({kind:"ready",n:1},()=>process.exit(3))',
      ],
      { hasChannel: true },
    );

    const message = await child.waitForMessage('ready');

    expect(message).toEqual({ kind: 'ready', n: 1 });
    expect(await child.exited).toEqual({ code: 3, signal: null });
    expect([child.stdout(), child.stderr()]).toEqual(['out\n', 'err\n']);
  });

  test('fails at once with the output when the process ends without what is awaited', async () => {
    const child = await spawnProcess('sh', ['-c', 'echo broken; exit 2']);

    await expect(child.waitForOutput(/ready/, 10_000)).rejects.toThrow(/ended .*2.*\nbroken/s);
  });
});

describe.skipIf(findRedisBinary() === undefined)('startRedis', () => {
  test('keeps persistent data over a crash, on the same port', async () => {
    const redis = await startRedis({ isPersistent: true });
    const client = new Redis(redis.url);
    client.on('error', () => undefined);
    try {
      await client.set('key', 'kept');
      const firstPid = redis.pid();

      await redis.restart();

      expect(await client.get('key')).toBe('kept');
      expect(redis.pid()).not.toBe(firstPid);
    } finally {
      client.disconnect();
      await redis.stop();
    }
  });
});

describe.skipIf(findChromiumBinary() === undefined)('launchChromium', () => {
  test('opens a page over TLS whose worker opens a secure WebSocket', async () => {
    const certificate = await makeTestCertificate();
    const server = createServer(
      { cert: certificate.cert, key: certificate.key },
      (request, answer) => {
        const isScript = request.url === '/worker.js';
        answer.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
        answer.end(
          isScript
            ? `new WebSocket('wss://' + location.host).onmessage = (event) => postMessage(event.data)`
            : '<title>page</title>',
        );
      },
    ).listen(0, '127.0.0.1');
    new WebSocketServer({ server }).on('connection', (socket) => {
      socket.send('hello');
    });
    await once(server, 'listening');
    const browser = await launchChromium();
    try {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      const page = await context.newPage();
      await page.goto(`https://localhost:${(server.address() as AddressInfo).port}/`);

      const received = await page.evaluate(
        async () =>
          new Promise((resolve) => {
            new Worker('/worker.js').onmessage = (event: MessageEvent) => {
              resolve(event.data);
            };
          }),
      );

      expect(received).toBe('hello');
    } finally {
      await browser.close();
      server.closeAllConnections();
      server.close();
      certificate.remove();
    }
  });
});
