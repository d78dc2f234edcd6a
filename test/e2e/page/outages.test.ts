import { Redis } from 'ioredis';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { DashboardPage } from '../../support/dashboard-page.ts';
import { System } from '../../support/system.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Both ways: to say what is wrong, and to be live again. */
const PROMISE_MS = 5_000;

describe('page while a part of the system is away', () => {
  let system: System;
  let browser: Browser;
  let dashboard: DashboardPage;
  let symbols: readonly string[];

  beforeAll(async () => {
    [system, browser] = await Promise.all([System.start(), launchChromium()]);
    dashboard = await DashboardPage.open(browser, system.url);
    await dashboard.stateBecomes(['live']);
    await waitFor(
      async () => (await dashboard.rows()).filter(({ status }) => status === 'fresh').length >= 12,
      { what: '12 fresh rows' },
    );
    symbols = (await dashboard.rows()).map(({ symbol }) => symbol);
  });
  afterAll(async () => {
    await browser.close();
    await system.stop();
  });

  /** @param bytes 0: as much as there is. */
  async function setMaxMemory(bytes: string): Promise<void> {
    const redis = new Redis(system.redis.url);
    await redis.config('SET', 'maxmemory', bytes);
    redis.disconnect();
  }

  async function freshRows(): Promise<string[]> {
    return (await dashboard.rows())
      .filter(({ status }) => status === 'fresh')
      .map(({ symbol }) => symbol);
  }

  /** The same rows as before, most of them ticking (a few markets are quiet by nature). */
  async function isWholeAgain(): Promise<boolean> {
    const shown = (await dashboard.rows()).map(({ symbol }) => symbol);
    return shown.join() === symbols.join() && (await freshRows()).length >= symbols.length - 4;
  }

  const parts = [
    {
      part: 'server',
      states: ['reconnecting', 'connecting'],
      takeAway: () => system.killServer(),
      giveBack: () => system.startServer(),
    },
    {
      part: 'Redis',
      states: ['logDown'],
      takeAway: () => system.redis.kill(),
      giveBack: () => system.redis.restart(),
    },
    {
      part: 'room in Redis',
      states: ['logFull'],
      takeAway: () => setMaxMemory('1'),
      giveBack: () => setMaxMemory('0'),
    },
    {
      part: 'feed',
      states: ['feedDown'],
      takeAway: () => system.killFeed(),
      giveBack: () => system.startFeed(),
    },
  ];

  test.each(parts)(
    'says within 5 s that the $part is away, calls no price fresh, and is live within 5 s of its return',
    async ({ states, takeAway, giveBack }) => {
      await takeAway();
      const noticedMs = await dashboard.stateBecomes(states, PROMISE_MS);
      expect(noticedMs).toBeLessThan(PROMISE_MS);
      await waitFor(async () => (await freshRows()).length === 0, {
        what: 'every price to be marked as old',
        timeoutMs: 1_000,
      });

      await giveBack();
      const liveMs = await dashboard.stateBecomes(['live', 'slow'], PROMISE_MS);
      expect(liveMs).toBeLessThan(PROMISE_MS);
      await waitFor(isWholeAgain, { what: 'the same symbols, ticking', timeoutMs: 15_000 });
    },
  );

  test('has complained in the console of nothing but the lost connection', () => {
    const ofOutages = /WebSocket connection to|Failed to load resource/;
    const others = dashboard.problems.filter((text) => !ofOutages.test(text));
    expect(others).toEqual([]);
  });
});
