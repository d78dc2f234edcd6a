/** A page that nobody sees for a while. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SymbolUpdate } from '../../../proto/frames.ts';
import { startStreamServer, type StreamServer } from '../client/support/stream-server.ts';
import { INSTRUMENTS, lastOf, update } from './support/market.ts';
import { flush, observe } from './support/observe.svelte.ts';
import { connectPage, TestPage } from './support/page.ts';

let server: StreamServer;
let page: TestPage;

beforeEach(async () => {
  server = await startStreamServer();
  page = new TestPage(server.url);
  page.instruments = INSTRUMENTS;
});

afterEach(async () => {
  page.dashboard.destroy();
  await server.close();
});

/** An error that concerns nobody: the worker warns of it, and so shows that it has read so far. */
const NOTICE = { code: 'ERR_INTERNAL', message: '', retryable: true, requestId: 0, symbol: '' };

function last(symbolId: number, price: number): SymbolUpdate {
  return update(symbolId, { last: lastOf(price, page.clock.now) });
}

function view(symbol: string) {
  return page.dashboard.symbol(symbol).view;
}

describe('hidden page', () => {
  test('draws nothing while hidden, and then everything at once without flashes', async () => {
    const session = await connectPage(page, server);
    await page.until(() => page.sent.at(-1)?.kind === 'pull');
    page.setVisible(false);
    const { requestedFrames } = page;
    const seen = page.frames.length;

    for (let n = 1; n <= 300; n++) session.send({}, [last(1, 100 + n)], page.clock.now);
    await page.until(() => page.frames.length > seen);
    for (let n = 0; n < 10; n++) await page.until(() => true);
    expect(page.requestedFrames).toBe(requestedFrames);
    expect(view('SYM0').last).toBe(100);

    page.setVisible(true);
    await page.until(() => view('SYM0').last === 400);
    // What gathered at the slow rate comes a moment after the return.
    for (const price of [401, 402, 403]) {
      session.send({}, [last(1, price)], page.clock.now);
      await page.until(() => view('SYM0').last === price);
    }
    expect(view('SYM0').flashCount).toBe(0);
    page.clock.advance(500);
    session.send({}, [last(1, 404)], page.clock.now);
    await page.until(() => view('SYM0').last === 404);
    expect(view('SYM0').flashCount).toBe(1);
  });

  test('does not call the connection slow for the time that nobody looked', async () => {
    const session = await connectPage(page, server);
    await page.until(() => page.sent.at(-1)?.kind === 'pull');
    page.setVisible(false);
    const seen = page.frames.length;
    page.clock.advance(1_000);
    await page.until(() => page.frames.length > seen);
    expect(page.frames.at(-1)?.status).not.toBeNull();
    for (let second = 0; second < 8; second++) {
      page.clock.advance(1_000);
      const { warningCount } = page;
      session.send({ errors: [NOTICE] }, [last(1, 102 + second)], page.clock.now);
      await page.until(() => page.warningCount > warningCount);
    }
    const states: string[] = [];
    const stop = observe(() => states.push(page.dashboard.connection.state));

    page.setVisible(true);
    await page.until(() => view('SYM0').last === 109);
    flush();

    expect(new Set(states)).toEqual(new Set(['live']));
    stop();
  });
});
