/** The dashboard in a real Chromium, and what a user sees on it. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { waitFor } from './wait-for.ts';

export interface DashboardPageOptions {
  /** Watchlist from the start. Default: what a first visit shows. */
  readonly watchlist?: readonly string[];
  /** Fragment of the address, e.g. `#BTC-USD/1m`. */
  readonly fragment?: string;
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'dark' | 'light';
}

/** One row of the watchlist as it is shown. */
export interface ShownRow {
  readonly symbol: string;
  /** `fresh`, `stale`, `frozen`, `loading` or `error`. */
  readonly status: string;
  readonly last: string;
}

/** An open dashboard. */
export class DashboardPage {
  readonly page: Page;
  /** Errors and warnings of the console, failed requests, uncaught errors. */
  readonly problems: string[] = [];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      this.problems.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.problems.push(`uncaught: ${error.message}`));
  }

  static async open(
    browser: Browser,
    url: string,
    options: DashboardPageOptions = {},
  ): Promise<DashboardPage> {
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
      colorScheme: options.colorScheme ?? 'dark',
      locale: 'en-US',
      timezoneId: 'UTC',
    });
    if (options.watchlist) {
      const stored = JSON.stringify({ watchlist: options.watchlist });
      await context.addInitScript((text) => {
        // Only for the first visit: a reload keeps what the user did since.
        if (localStorage.getItem('tickwire.preferences') === null) {
          localStorage.setItem('tickwire.preferences', text);
        }
      }, stored);
    }
    const dashboard = new DashboardPage(context, await context.newPage());
    await dashboard.page.goto(`${url}/?debug${options.fragment ?? ''}`);
    return dashboard;
  }

  /** State of the connection chip. */
  async state(): Promise<string> {
    return (await this.page.locator('[data-state]').first().getAttribute('data-state')) ?? '';
  }

  /** Waits until the chip has one of the states, and returns how long that took, milliseconds. */
  async stateBecomes(states: readonly string[], timeoutMs = 10_000): Promise<number> {
    const startMs = performance.now();
    await waitFor(async () => states.includes(await this.state()), {
      what: `the chip to say ${states.join(' or ')}`,
      timeoutMs,
    });
    return performance.now() - startMs;
  }

  async rows(): Promise<ShownRow[]> {
    return this.page.locator('[data-symbol]').evaluateAll((rows) =>
      rows.map((row) => ({
        symbol: row.getAttribute('data-symbol') ?? '',
        status: row.getAttribute('data-status') ?? '',
        last: row.querySelector('[data-field="last"]')?.textContent.trim() ?? '',
      })),
    );
  }

  async row(symbol: string): Promise<ShownRow | undefined> {
    return (await this.rows()).find((row) => row.symbol === symbol);
  }

  /** Adds a symbol the way a user does: `/`, type, Enter. */
  async addSymbol(symbol: string): Promise<void> {
    await this.page.keyboard.press('/');
    await this.page.getByRole('combobox', { name: 'Symbol or name' }).fill(symbol);
    await this.page
      .getByRole('listbox', { name: 'Instruments' })
      .getByRole('option')
      .first()
      .waitFor();
    await this.page.keyboard.press('Enter');
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}

/** Digits, point and sign of a shown number: grouping and typography taken away. */
export function digitsOf(text: string): string {
  return text.replace(/\u2212/g, '-').replace(/[^0-9.-]/g, '');
}
