import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { environmentSchema, parseFeedConfig, type FeedConfig } from '../../feed/config.ts';
import { FEED_HELP } from '../../feed/help.ts';
import { CATALOGUE } from '../../feed/simulator/catalogue.ts';

function configOf(args: string[], environment: Record<string, string> = {}): FeedConfig {
  const parsed = parseFeedConfig(args, environment);
  if (parsed.kind !== 'run') throw new Error(JSON.stringify(parsed));
  return parsed.config;
}

function problemsOf(args: string[], environment: Record<string, string> = {}): readonly string[] {
  const parsed = parseFeedConfig(args, environment);
  if (parsed.kind !== 'invalid')
    throw new Error(`expected problems, got ${JSON.stringify(parsed)}`);
  return parsed.problems;
}

describe('feed configuration', () => {
  test('is the simulator in real time on the local Redis unless told otherwise', () => {
    expect(configOf([])).toEqual({
      redisUrl: 'redis://127.0.0.1:6379',
      partitionCount: 8,
      retentionMs: 600_000,
      maxLogEntries: 80_000,
      maxBufferedTicks: 200_000,
      shouldTakeOver: false,
      logLevel: 'info',
      source: {
        kind: 'simulator',
        symbolCount: CATALOGUE.length,
        speed: 1,
        activity: 1,
        dirt: {},
      },
    });
  });

  test('reads all flags of the simulator', () => {
    const args =
      '--source simulator --symbols 500 --seed 7 --speed 2.5 --activity 3 --dirt crossed,late=0.05';
    expect(configOf(args.split(' ')).source).toEqual({
      kind: 'simulator',
      symbolCount: 500,
      seed: 7,
      speed: 2.5,
      activity: 3,
      dirt: { crossedQuoteRate: 0.01, latePrintRate: 0.05 },
    });
  });

  test('reads all flags of the replay, several files and both forms of values', () => {
    const args =
      '--source=replay --file a --file=b --speed max --loop --from +30s --to 2024-08-08T23:55:00Z';
    expect(configOf(args.split(' ')).source).toEqual({
      kind: 'replay',
      paths: ['a', 'b'],
      format: 'binance',
      speed: Infinity,
      isLooped: true,
      from: { kind: 'offset', offsetMs: 30_000 },
      to: { kind: 'time', timeMs: Date.UTC(2024, 7, 8, 23, 55) },
    });
  });

  test('takes a file alone for a replay', () => {
    expect(configOf(['--file', 'a']).source).toMatchObject({ kind: 'replay', paths: ['a'] });
  });

  test('reads the environment; empty variables count as absent', () => {
    const environment = {
      REDIS_URL: 'rediss://user:secret@redis.example:6380/2',
      PARTITIONS: '16',
      LOG_RETENTION_MS: '60000',
      LOG_MAX_ENTRIES: '5000',
      FEED_BUFFER_TICKS: '5000',
      LOG_LEVEL: '',
    };
    expect(configOf([], environment)).toMatchObject({
      redisUrl: environment.REDIS_URL,
      partitionCount: 16,
      retentionMs: 60_000,
      maxLogEntries: 5_000,
      maxBufferedTicks: 5_000,
      logLevel: 'info',
    });
  });

  test('names all problems at once, with what was expected and what came', () => {
    const args = [
      '--symbls',
      '3',
      '--seed',
      'x',
      '--speed',
      '0',
      '--loop=yes',
      '--dirt',
      'mud',
      'stray',
    ];
    expect(problemsOf(args, { PARTITIONS: '0', REDIS_URL: 'localhost' })).toEqual([
      '--symbls: there is no such flag; --help lists all',
      '--loop: takes no value, got "yes"',
      'stray: expected flags only; --help lists them',
      '--speed: expected a number above 0 and up to 1000000, or max, got "0"',
      '--seed: expected a whole number from 0 to 9007199254740991, got "x"',
      expect.stringMatching(/^--dirt: expected all or names out of crossed, .*, got "mud"$/),
      'REDIS_URL: expected a URL as redis://host:6379 or rediss://host:6380, got "localhost"',
      'PARTITIONS: expected a whole number from 1 to 1024, got "0"',
    ]);
  });

  test.each([
    [['--source', 'kafka'], '--source: expected one of simulator, replay, got "kafka"'],
    [['--source', 'replay'], '--file: expected at least one recording for --source replay'],
    [['--file'], '--file: expected a value after it'],
    [['--file', '--loop'], '--file: expected a value after it, got the flag --loop'],
    [['--seed='], '--seed: expected a value after it'],
    [['--loop'], '--loop: belongs to --source replay, but the source is simulator'],
    [
      ['--file', 'a', '--seed', '1'],
      '--seed: belongs to --source simulator, but the source is replay',
    ],
    [['--file', 'a', '--from', '+2m', '--to', '+1m'], '--to: expected a moment after --from'],
    [['--file', 'a', '--from', 'noon'], /^--from: expected a time as .*, got "noon"$/],
    [
      ['--file', 'a', '--venue-format', 'mtgox'],
      '--venue-format: expected one of binance, got "mtgox"',
    ],
    [['--dirt', 'late=2'], '--dirt: late: expected a number from 0 to 1, got "2"'],
    [['--activity', '1e9'], '--activity: expected a number above 0 and up to 20, got "1e9"'],
  ])('refuses %j', (args, problem) => {
    const problems = problemsOf(args);
    expect(problems).toEqual([
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    ]);
  });

  test('asks for help before anything is found wrong', () => {
    expect(parseFeedConfig(['--help', '--nonsense'], {})).toEqual({ kind: 'help' });
    expect(parseFeedConfig(['-h'], {})).toEqual({ kind: 'help' });
  });

  test('is explained completely by --help and by the README', () => {
    const readme = readFileSync(new URL('../../feed/README.md', import.meta.url), 'utf8');
    const flags =
      'source takeover speed symbols seed activity dirt file venue-format from to loop help'.split(
        ' ',
      );
    for (const flag of flags) expect(FEED_HELP).toContain(`--${flag} `.trim());
    for (const name of Object.keys(environmentSchema.shape)) {
      expect(FEED_HELP).toContain(`  ${name} `);
      expect(readme).toContain(`\`${name}\``);
    }
  });
});
