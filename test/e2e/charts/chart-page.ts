/** Bundles the chart page and opens it in Chromium. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ENTRY = fileURLToPath(new URL('./page.ts', import.meta.url));
/** The page's script as one text. */
export async function bundlePage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: ENTRY, formats: ['iife'], name: 'page', fileName: 'page' },
    },
  });
  for (const output of Array.isArray(result) ? result : [result]) {
    if (!('output' in output)) continue;
    for (const file of output.output) if (file.type === 'chunk') return file.code;
  }
  throw new Error('Expected the bundler to give one script, got none; look at its messages above.');
}

/** A page with the script and an empty host of 900 x 420, and what went wrong on it so far. */
export async function openChartPage(
  browser: Browser,
  script: string,
  options: BrowserContextOptions,
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ viewport: { width: 940, height: 480 }, ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
  });
  await page.setContent(
    '<!doctype html><body style="margin:0"><div id="host" style="width:900px;height:420px"></div>',
  );
  await page.addScriptTag({ content: script });
  return { page, errors };
}
