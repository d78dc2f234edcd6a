import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';

let live: LiveServer;

beforeAll(async () => {
  live = await startLiveServer();
});
afterAll(() => live.stop());

test('the page of the API works under a policy without unsafe parts', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));

    const answer = await page.goto(`${live.url}/api/docs/`);
    await page.getByText('/api/bars', { exact: true }).click();
    await page.getByText('Bars that open before this, UNIX ms; absent: up to now').waitFor();

    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
  }
});
