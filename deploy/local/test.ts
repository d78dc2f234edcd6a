/** `npm test`: brings what the tests need (Redis, Chromium, the built page) and runs them all. */
import { join } from 'node:path';
import { findChromium } from './browser/find-chromium.ts';
import { dataDirectory, root } from './data-directory.ts';
import { buildPage } from './page/build-page.ts';
import { findRedis } from './redis/find-redis.ts';
import { runOnce } from './run-once.ts';

/**
 * Runs the command.
 *
 * @param args Passed on to vitest: files, `-t name`, `--project node`.
 * @returns    The exit code of vitest; 1 when something that all tests need is missing.
 */
export async function run(args: readonly string[]): Promise<number> {
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  try {
    // A Redis of the user's own is no place for tests: they start and kill theirs.
    const redis = findRedis(undefined, dataDirectory(process.env), say);
    const chromium = findChromium(process.env, say);
    await buildPage(root, say);
    const code = await runOnce(
      [
        join(root, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '--config',
        'test/vitest.config.ts',
        ...args,
      ],
      {
        TICKWIRE_REDIS_BINARY: redis.kind === 'start' ? redis.binary : undefined,
        TICKWIRE_CHROMIUM: chromium.kind === 'found' ? chromium.binary : undefined,
      },
    );
    // Said again at the end, where it is read.
    if (chromium.kind === 'missing') say(`BROWSER TESTS WERE SKIPPED. ${chromium.help}`);
    return code;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
