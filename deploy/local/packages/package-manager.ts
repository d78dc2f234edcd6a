/** The system's package manager: which one, and the commands that install a program with it. */
import { findProgram } from '../find-program.ts';

/** Known package managers, looked for in this order. */
export const PACKAGE_MANAGERS = ['apt-get', 'dnf', 'apk', 'pacman', 'zypper'] as const;
export type PackageManager = (typeof PACKAGE_MANAGERS)[number];

/** Programs that the launcher can install. */
export type Installable = 'redis' | 'chromium';

type Packages = readonly [string, ...string[]];

/** Sets of packages, the preferred one first: newer releases carry Valkey in the place of Redis. */
const PACKAGES: Readonly<
  Record<PackageManager, Readonly<Record<Installable, readonly Packages[]>>>
> = {
  'apt-get': {
    redis: [['redis-server'], ['valkey-server']],
    // Without a font of its own choice a bare machine shows no text at all.
    chromium: [['chromium', 'fonts-liberation'], ['chromium-browser']],
  },
  dnf: { redis: [['redis'], ['valkey']], chromium: [['chromium']] },
  apk: { redis: [['redis'], ['valkey']], chromium: [['chromium', 'font-liberation']] },
  pacman: { redis: [['valkey'], ['redis']], chromium: [['chromium']] },
  zypper: { redis: [['redis'], ['valkey']], chromium: [['chromium']] },
};

/** What comes before the packages' names, with the flags that keep questions away. */
const INSTALL: Readonly<Record<PackageManager, Command>> = {
  'apt-get': ['apt-get', 'install', '-y', '-qq', '--no-install-recommends'],
  dnf: ['dnf', 'install', '-y'],
  apk: ['apk', 'add', '--no-cache'],
  pacman: ['pacman', '-Sy', '--noconfirm', '--needed'],
  zypper: ['zypper', '--non-interactive', 'install'],
};

/** One command: the program and its arguments. */
export type Command = readonly [string, ...string[]];

/** How to get a program. */
export interface InstallPlan {
  /** Brings the lists of packages up to date; absent: not needed. */
  readonly refresh?: Command;
  /** Tried one after the other until one succeeds. */
  readonly attempts: readonly Command[];
  /** Added to the environment of the commands. */
  readonly env: Readonly<Record<string, string>>;
}

/** Returns the package manager of this system, or undefined. */
export function detectPackageManager(searchPath?: string): PackageManager | undefined {
  return PACKAGE_MANAGERS.find((name) => findProgram([name], searchPath) !== undefined);
}

/** Returns the commands that install `program`, none of which asks a question. */
export function planInstall(manager: PackageManager, program: Installable): InstallPlan {
  return {
    ...(manager === 'apt-get' && { refresh: ['apt-get', 'update', '-qq'] }),
    attempts: PACKAGES[manager][program].map((packages) => [...INSTALL[manager], ...packages]),
    env: manager === 'apt-get' ? { DEBIAN_FRONTEND: 'noninteractive' } : {},
  };
}
