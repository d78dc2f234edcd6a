import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { DashboardPage } from '../../support/dashboard-page.ts';
import { System } from '../../support/system.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { LiveDashboard } from '../../../web/state/live-dashboard.svelte.ts';

/** A page at 4 frames a second, and what else comes: heartbeats, pongs. */
const SLOW_FRAMES = 7;
/** A page at the fastest speed gets more than this, also on a busy machine. */
const FAST_FRAMES = 15;

type DebugScope = typeof globalThis & { readonly tickwire: LiveDashboard };

/** What the page saw in the moments after its return. */
interface Return {
  readonly states: readonly string[];
  /** Fewest frames in a second that it heard of: those of the last second that it was hidden. */
  readonly fewestFrames: number;
  /** Flashes in its first 300 ms. */
  readonly flashes: number;
}

describe('data speed of the page', () => {
  let system: System;
  let browser: Browser;
  let dashboard: DashboardPage;

  beforeAll(async () => {
    [system, browser] = await Promise.all([System.start(), launchChromium()]);
    dashboard = await DashboardPage.open(browser, system.url);
    await dashboard.stateBecomes(['live']);
  });
  afterAll(async () => {
    await browser.close();
    await system.stop();
  });

  function framesPerSecond(): Promise<number> {
    return dashboard.page.evaluate(
      () => (globalThis as DebugScope).tickwire.connection.framesPerSecond,
    );
  }

  async function framesBecome(isRight: (frames: number) => boolean, what: string): Promise<void> {
    await waitFor(async () => isRight(await framesPerSecond()), { what, timeoutMs: 15_000 });
  }

  async function choose(name: string): Promise<void> {
    await dashboard.page.getByRole('button', { name: 'Settings' }).click();
    await dashboard.page.getByRole('radio', { name, exact: true }).click();
    await dashboard.page.keyboard.press('Escape');
  }

  /** A headless browser never hides a page: its word is changed, all that follows from it is real. */
  async function hide(): Promise<void> {
    await dashboard.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
  }

  /** Shows the page again and watches it for 300 ms. */
  async function returnTo(): Promise<Return> {
    return dashboard.page.evaluate(async () => {
      const { tickwire } = globalThis as DebugScope;
      const flashCount = (): number =>
        tickwire.preferences.watchlist
          .map((symbol) => tickwire.symbol(symbol).view.flashCount)
          .reduce((sum, count) => sum + count, 0);
      const before = flashCount();
      const states = new Set<string>();
      Reflect.deleteProperty(document, 'visibilityState');
      document.dispatchEvent(new Event('visibilitychange'));
      const startMs = performance.now();
      let fewestFrames = Infinity;
      while (performance.now() - startMs < 300) {
        await new Promise(requestAnimationFrame);
        states.add(tickwire.connection.state);
        fewestFrames = Math.min(fewestFrames, tickwire.connection.framesPerSecond);
      }
      return {
        states: [...states],
        fewestFrames,
        flashes: flashCount() - before,
      };
    });
  }

  test('decides how many frames come, at once and after a reload', async () => {
    await framesBecome((frames) => frames > FAST_FRAMES, 'many frames');

    await choose('4 times a second');
    await framesBecome((frames) => frames > 0 && frames < SLOW_FRAMES, 'about 4 frames a second');
    await dashboard.page.getByRole('tab', { name: 'Info' }).click();
    const details = dashboard.page.getByRole('tabpanel');
    await waitFor(async () => /Update interval\s*250.ms/.test(await details.innerText()), {
      what: 'the details to say 250 ms',
    });

    await dashboard.page.reload();
    await dashboard.stateBecomes(['live']);
    await framesBecome((frames) => frames > 0 && frames < SLOW_FRAMES, 'as few after the reload');
    await dashboard.page.getByRole('button', { name: 'Settings' }).click();
    const chosen = dashboard.page.getByRole('radiogroup', { name: 'Data speed' });
    expect(await chosen.getByRole('radio', { checked: true }).innerText()).toBe('4/s');
    await dashboard.page.keyboard.press('Escape');

    await choose('Fastest');
    await framesBecome((frames) => frames > FAST_FRAMES, 'many frames again');
  });

  test('is slow while nobody looks, and the page returns live, fast and without a flash', async () => {
    await framesBecome((frames) => frames > FAST_FRAMES, 'many frames');
    await hide();
    const worker = dashboard.page.workers()[0];
    const pass = async (ms: number): Promise<void> => {
      await worker?.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), ms);
    };
    // Texts follow at most ten times a second: what was taken before is still shown.
    await pass(300);
    const drawn = await dashboard.rows();
    // More than the page would forgive if it were shown: a connection is slow after two seconds.
    await pass(4_000);
    expect(await dashboard.rows()).toEqual(drawn);

    const back = await returnTo();

    expect(back.states).toEqual(['live']);
    expect(back.fewestFrames).toBeLessThan(SLOW_FRAMES);
    expect(back.flashes).toBe(0);
    await framesBecome((frames) => frames > FAST_FRAMES, 'many frames again');
    expect(dashboard.problems).toEqual([]);
  });
});
