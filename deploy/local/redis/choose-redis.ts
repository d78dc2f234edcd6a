/** Decides where Redis comes from, from facts about the machine. */
import type { PackageManager } from '../packages/package-manager.ts';

/** What was found out about the machine. */
export interface RedisFacts {
  /** REDIS_URL; absent: none given. */
  readonly redisUrl?: string | undefined;
  /** Server program on the PATH; absent: none. */
  readonly binaryOnPath?: string | undefined;
  /** Server program unpacked by an earlier start; absent: none. */
  readonly binaryUnpacked?: string | undefined;
  /** Whether this process may install packages. */
  readonly isRoot: boolean;
  /** The system's package manager; absent: none that is known. */
  readonly packageManager?: PackageManager | undefined;
}

/** Where Redis comes from. */
export type RedisChoice =
  /** A Redis of the user's own, never started, stopped or emptied by the launcher. */
  | { readonly kind: 'use'; readonly url: string }
  /** A program to start privately. */
  | { readonly kind: 'start'; readonly binary: string }
  /** Install it for the whole system, then look again. */
  | { readonly kind: 'install'; readonly packageManager: PackageManager }
  /** Fetch the Debian packages and unpack them into the project's own folder. */
  | { readonly kind: 'unpack' }
  /** Only the user can help. */
  | { readonly kind: 'missing' };

/** Returns the first way that is open: given, present, installable, unpackable. */
export function chooseRedis(facts: RedisFacts): RedisChoice {
  if (facts.redisUrl !== undefined) return { kind: 'use', url: facts.redisUrl };
  const binary = facts.binaryOnPath ?? facts.binaryUnpacked;
  if (binary !== undefined) return { kind: 'start', binary };
  if (facts.packageManager !== undefined && facts.isRoot) {
    return { kind: 'install', packageManager: facts.packageManager };
  }
  if (facts.packageManager === 'apt-get') return { kind: 'unpack' };
  return { kind: 'missing' };
}

/** What to tell a user whom only a manual step helps. */
export const REDIS_MISSING = `No Redis found: no REDIS_URL, and no redis-server or valkey-server on the PATH. Install one, then start again:
  macOS          brew install redis
  Windows        winget install Memurai.MemuraiDeveloper, then set REDIS_URL=redis://127.0.0.1:6379
                 (or run Tickwire inside WSL)
  Docker         docker run --rm -p 127.0.0.1:6379:6379 redis:7, then REDIS_URL=redis://127.0.0.1:6379 npm start
  Fedora         sudo dnf install redis      Arch  sudo pacman -S valkey
  Alpine         sudo apk add redis          SUSE  sudo zypper install redis`;
