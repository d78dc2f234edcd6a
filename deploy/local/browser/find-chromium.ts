/** Finds a Chromium for the browser tests, installing one as root when the machine has none. */
import { chromiumNames, findProgram } from '../find-program.ts';
import { install } from '../packages/install.ts';
import { detectPackageManager, planInstall } from '../packages/package-manager.ts';

/** A browser, or what to do to get one. */
export type FoundChromium =
  | { readonly kind: 'found'; readonly binary: string }
  | { readonly kind: 'missing'; readonly help: string };

/** Applications that are not on the PATH. */
const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS',
  '/Applications/Chromium.app/Contents/MacOS',
].join(':');

export const CHROMIUM_MISSING = `No Chromium or Chrome found. Install one, or set CHROME_PATH to its program:
  macOS          brew install --cask google-chrome
  Windows        winget install Google.Chrome
  Debian         sudo apt-get install chromium        Ubuntu  https://www.google.com/chrome
  Fedora         sudo dnf install chromium            Arch    sudo pacman -S chromium`;

/**
 * Returns the browser named by the environment, else one of this machine, else a freshly installed one.
 *
 * @param environment Such as process.env: TICKWIRE_CHROMIUM, CHROME_PATH.
 * @param say         Prints one line.
 */
export function findChromium(
  environment: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): FoundChromium {
  const given = environment['TICKWIRE_CHROMIUM'] ?? environment['CHROME_PATH'];
  const present = given ?? findInstalled();
  if (present !== undefined) return { kind: 'found', binary: present };
  const packageManager = detectPackageManager();
  if (packageManager !== undefined && process.getuid?.() === 0) {
    say(`No Chromium found: installing it with ${packageManager} (some 100 MB)`);
    install(planInstall(packageManager, 'chromium'), say);
    const binary = findInstalled();
    if (binary !== undefined) return { kind: 'found', binary };
  }
  say(`BROWSER TESTS ARE SKIPPED. ${CHROMIUM_MISSING}`);
  return { kind: 'missing', help: CHROMIUM_MISSING };
}

function findInstalled(): string | undefined {
  return (
    findProgram(chromiumNames) ??
    (process.platform === 'darwin'
      ? findProgram(['Google Chrome', 'Chromium'], MAC_APPLICATIONS)
      : undefined)
  );
}
