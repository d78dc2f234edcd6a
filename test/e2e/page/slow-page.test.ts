import type { Browser, CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { DashboardPage } from '../../support/dashboard-page.ts';
import { System } from '../../support/system.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Long enough for a page with a slow processor, and short enough for a test. */
const ACK_TIMEOUT_MS = 8_000;
/** What a page may keep more than before, bytes: bars and trades that came meanwhile. */
const GROWTH_LIMIT_BYTES = 6 << 20;

describe('page that cannot keep up', () => {
  let system: System;
  let browser: Browser;
  let dashboard: DashboardPage;
  let session: CDPSession;

  beforeAll(async () => {
    [system, browser] = await Promise.all([
      System.start({
        serverEnvironment: { ACK_TIMEOUT_MS: String(ACK_TIMEOUT_MS), LOG_LEVEL: 'debug' },
      }),
      launchChromium(),
    ]);
    dashboard = await DashboardPage.open(browser, system.url);
    await dashboard.stateBecomes(['live']);
    session = await dashboard.page.context().newCDPSession(dashboard.page);
    await session.send('Performance.enable');
  });
  afterAll(async () => {
    await browser.close();
    await system.stop();
  });

  /** JavaScript heap after a collection, bytes. */
  async function heapBytes(): Promise<number> {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  }

  /** What the status line says of the pace; undefined: nothing. */
  async function paceNote(): Promise<string | undefined> {
    const notes = dashboard.page.locator('[data-field="pace"]');
    return notes.evaluateAll((found) => found[0]?.getAttribute('title') ?? undefined);
  }

  /** With the feed away, the page shows what a page that was opened only now shows. */
  async function isRight(): Promise<void> {
    await system.killFeed();
    const fresh = await DashboardPage.open(browser, system.url);
    await Promise.all([dashboard, fresh].map((page) => page.stateBecomes(['feedDown'])));
    const prices = async (page: DashboardPage) =>
      (await page.rows()).map(({ symbol, last }) => `${symbol} ${last}`);
    await waitFor(
      async () => {
        const expected = await prices(fresh);
        return expected.length >= 12 && expected.join() === (await prices(dashboard)).join();
      },
      { what: 'the same prices as on a new page' },
    );
    await fresh.close();
    await system.startFeed();
    await dashboard.stateBecomes(['live', 'slow']);
  }

  test('is told less when its processor is slow, says so, does not grow, and is right afterwards', async () => {
    const before = await heapBytes();
    await session.send('Emulation.setCPUThrottlingRate', { rate: 20 });
    await waitFor(
      async () =>
        (await paceNote())?.startsWith('This device or its network takes an update every '),
      { what: 'the page to say that it is slow', timeoutMs: 30_000 },
    );

    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await waitFor(async () => (await paceNote())?.startsWith('This device') !== true, {
      what: 'the note to be gone by itself',
      timeoutMs: 20_000,
    });
    await dashboard.stateBecomes(['live']);
    expect((await heapBytes()) - before).toBeLessThan(GROWTH_LIMIT_BYTES);
    await isRight();
  });

  test('acknowledges nothing while it is stopped in a debugger, and is live and right soon after', async () => {
    const before = await heapBytes();
    await session.send('Debugger.enable');
    const paused = new Promise((resolve) => session.once('Debugger.paused', resolve));
    await session.send('Debugger.pause');
    await paused;
    await system.server.waitForOutput(/no Ack for/, 4 * ACK_TIMEOUT_MS);

    await session.send('Debugger.resume');
    await session.send('Debugger.disable');

    await dashboard.stateBecomes(['live']);
    expect((await heapBytes()) - before).toBeLessThan(GROWTH_LIMIT_BYTES);
    await isRight();
    expect(dashboard.problems).toEqual([]);
  });
});
