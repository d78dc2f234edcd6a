/** Opens an address in the user's browser. */
import { spawn } from 'node:child_process';

/** Asks the system to open `url`; where there is no browser nothing happens. */
export function openBrowser(url: string): void {
  const [command, ...args] = browserCommand(process.platform, url);
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  opener.on('error', () => undefined);
  opener.unref();
}

/** Returns the system's command that opens an address. */
export function browserCommand(
  platform: NodeJS.Platform,
  url: string,
): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}
