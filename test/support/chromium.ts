/** A real Chromium for browser tests. */
import { chromium, type Browser } from 'playwright-core';
import { chromiumNames, findProgram } from '../../deploy/local/find-program.ts';

const ARGUMENTS = [
  // Containers and root have no user namespaces for the sandbox; only pages of this project are opened.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser program: named by the environment, or on the PATH. */
export function findChromiumBinary(): string | undefined {
  return (
    process.env['TICKWIRE_CHROMIUM'] ?? process.env['CHROME_PATH'] ?? findProgram(chromiumNames)
  );
}

/**
 * Starts a headless Chromium; the caller closes it.
 *
 * Pages with the test certificate want a context with `ignoreHTTPSErrors: true`.
 *
 * @param args More command-line switches.
 * @throws {Error} when this machine has no Chromium.
 */
export async function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromiumBinary();
  if (executablePath === undefined) {
    throw new Error('No Chromium on the PATH: set CHROME_PATH, or install one');
  }
  return chromium.launch({ executablePath, args: [...ARGUMENTS, ...args] });
}
