/** Finds a Redis server program, installing one when the machine has none. */
import { join } from 'node:path';
import { findProgram, redisNames } from '../find-program.ts';
import { install } from '../packages/install.ts';
import { detectPackageManager, planInstall } from '../packages/package-manager.ts';
import { chooseRedis, REDIS_MISSING, type RedisChoice } from './choose-redis.ts';
import { unpackRedis } from './unpack-redis.ts';

/** A Redis to use as it is, or a program to start. */
export type FoundRedis = Extract<RedisChoice, { kind: 'use' | 'start' }>;

/**
 * Returns the user's Redis, or the path of a server program.
 *
 * @param redisUrl      REDIS_URL, if given.
 * @param dataDirectory Folder for an unpacked Redis.
 * @param say           Prints one line.
 * @throws {Error}      with what the user can do.
 */
export function findRedis(
  redisUrl: string | undefined,
  dataDirectory: string,
  say: (line: string) => void,
): FoundRedis {
  const unpackDirectory = join(dataDirectory, 'redis-package');
  const choice = chooseRedis({
    redisUrl,
    binaryOnPath: findProgram(redisNames),
    binaryUnpacked: findProgram(['redis-server'], unpackDirectory),
    isRoot: process.getuid?.() === 0,
    packageManager: detectPackageManager(),
  });
  switch (choice.kind) {
    case 'use':
    case 'start':
      return choice;
    case 'install': {
      say(`No Redis found: installing it with ${choice.packageManager}`);
      install(planInstall(choice.packageManager, 'redis'), say);
      const binary = findProgram(redisNames);
      if (binary === undefined) throw new Error(`The installation failed. ${REDIS_MISSING}`);
      return { kind: 'start', binary };
    }
    case 'unpack':
      say(`No Redis found and not root: unpacking Debian's packages into ${unpackDirectory}`);
      try {
        return { kind: 'start', binary: unpackRedis(unpackDirectory, say) };
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`Redis could not be unpacked: ${reason}.\n${REDIS_MISSING}`, { cause });
      }
    case 'missing':
      throw new Error(REDIS_MISSING);
  }
}
