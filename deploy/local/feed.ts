/** `npm run feed`: one more feed beside a running Tickwire, or into a Redis of the user's own; or a command of it. */
import { dataDirectory } from './data-directory.ts';
import { probeRedis } from './redis/probe-redis.ts';
import { readNote } from './redis/private-redis.ts';
import { programArgs, runOnce } from './run-once.ts';

/**
 * Runs the command.
 *
 * @param args Flags of the feed.
 * @returns    The feed's exit code; 1 when there is no Redis to write to.
 */
export async function run(args: readonly string[]): Promise<number> {
  const program = programArgs('feed/main.ts', args);
  const needsNoRedis = ['record', 'symbols'].includes(args[0] ?? '');
  if (needsNoRedis || args.includes('--help') || args.includes('-h')) return runOnce(program, {});
  const given = process.env['REDIS_URL'];
  if (given !== undefined && given !== '') return runOnce(program, {});
  const note = readNote(dataDirectory(process.env));
  const isRunning =
    note !== undefined &&
    (await probeRedis(note.url, { timeoutMs: 1_000 }).then(
      () => true,
      () => false,
    ));
  if (!isRunning) {
    process.stderr.write(
      'No Redis to write to: start Tickwire first (npm start -- --no-feed, for this feed alone), or set REDIS_URL.\n',
    );
    return 1;
  }
  return runOnce(program, { REDIS_URL: note.url });
}
