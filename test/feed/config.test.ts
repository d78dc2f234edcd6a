import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environmentSchema } from '../../feed/config/environment.ts';
import { FLAGS, RECORD_FLAGS } from '../../feed/config/flags.ts';
import { parseFeedCommand, parseFeedConfig, type FeedConfig } from '../../feed/config/parse.ts';
import { FEED_HELP } from '../../feed/help.ts';
import { VENUE_NAMES } from '../../feed/venues/catalogue.ts';
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
      shouldReplaceHistory: false,
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
      paths: [resolve('a'), resolve('b')],
      reading: {},
      speed: Infinity,
      isLooped: true,
      from: { kind: 'offset', offsetMs: 30_000 },
      to: { kind: 'time', timeMs: Date.UTC(2024, 7, 8, 23, 55) },
    });
  });

  test('takes a file alone for a replay', () => {
    expect(configOf(['--file', 'a']).source).toMatchObject({
      kind: 'replay',
      paths: [resolve('a')],
    });
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
    [
      ['--source', 'kafka'],
      `--source: expected simulator, replay, stdin, ${VENUE_NAMES.join(', ')}, or the path of a module as ./my-feed.ts, got "kafka"`,
    ],
    [['--source', 'replay'], '--file: expected at least one file for --source replay'],
    [['--file'], '--file: expected a value after it'],
    [['--file', '--loop'], '--file: expected a value after it, got the flag --loop'],
    [['--seed='], '--seed: expected a value after it'],
    [['--loop'], '--loop: belongs to --source replay, but the source is --source simulator'],
    [
      ['--file', 'a', '--seed', '1'],
      '--seed: belongs to --source simulator, but the source is --source replay',
    ],
    [['--file', 'a', '--from', '+2m', '--to', '+1m'], '--to: expected a moment after --from'],
    [['--file', 'a', '--from', 'noon'], /^--from: expected a time as .*, got "noon"$/],
    [
      ['--source', 'simulator,kraken'],
      '--source: simulator cannot be joined with others; start a second feed beside it (npm run feed)',
    ],
    [
      ['--source', 'kraken', '--seed', '1'],
      '--seed: belongs to --source simulator, but the source is a venue or an own adapter',
    ],
    [
      ['--source', 'kraken', '--channels', 'trades,news'],
      '--channels: expected names out of trades, quotes, depth with commas between them, got "news"',
    ],
    [
      ['--source', 'kraken', '--symbols', 'BTC USD'],
      '--symbols: expected names as BTC-USDT or BTC-USDT.BINANCE with commas between them, got "BTC USD"',
    ],
    [
      ['--source', 'kraken', '--symbols', 'BTC-USDT.BINANCE'],
      '--symbols: expected each to end with .KRAKEN, got "BTC-USDT.BINANCE"',
    ],
    [
      ['--source', 'kraken,okx', '--symbols', 'BTC-USDT.OKX,BTC-USD.KRAKEN,ETH-USD'],
      '--symbols: expected each to end with .KRAKEN or .OKX, got "ETH-USD"',
    ],
    [
      ['--source', 'kraken,okx', '--symbols', 'BTC-USDT.OKX'],
      '--symbols: names none of KRAKEN, which --source names',
    ],
    [['--speed', 'constructor'], /^--speed: expected a number above 0 .*, got "constructor"$/],
    [['--symbols', 'BTC'], '--symbols: expected a whole number from 1 to 2000, got "BTC"'],
    [['--source', 'stdin', '--venue', 'my venue'], /^--venue: expected 1 to 32 letters/],
    [['--dirt', 'late=2'], '--dirt: late: expected a number from 0 to 1, got "2"'],
    [['--activity', '1e9'], '--activity: expected a number above 0 and up to 20, got "1e9"'],
  ])('refuses %j', (args, problem) => {
    const problems = problemsOf(args);
    expect(problems).toEqual([
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    ]);
  });

  test('reads venues, with symbols, channels and keys from the environment', () => {
    const args =
      '--source kraken,alpaca --symbols BTC-USD.KRAKEN,AAPL.ALPACA --channels quotes,trades';
    const environment = {
      ALPACA_API_KEY: 'the key',
      ALPACA_API_SECRET: 'the secret',
      KRAKEN_WS_URL: 'ws://127.0.0.1:1',
      KRAKEN_HTTP_URL: 'http://127.0.0.1:2/path',
    };
    expect(
      configOf(`${args} --depth-levels 25 --no-history`.split(' '), environment).source,
    ).toEqual({
      kind: 'live',
      sources: [
        {
          kind: 'venue',
          name: 'kraken',
          access: {
            credentials: {},
            urls: { stream: 'ws://127.0.0.1:1', http: 'http://127.0.0.1:2/path' },
          },
        },
        {
          kind: 'venue',
          name: 'alpaca',
          access: { credentials: { key: 'the key', secret: 'the secret' }, urls: {} },
        },
      ],
      symbols: ['BTC-USD.KRAKEN', 'AAPL.ALPACA'],
      channels: ['trades', 'quotes'],
      depthLevels: 25,
      hasHistory: false,
    });
  });

  test('reads the path of a module from where the user stood', () => {
    const environment = { INIT_CWD: '/home/user' };
    expect(configOf(['--source', './my-feed.ts'], environment).source).toMatchObject({
      kind: 'live',
      sources: [{ kind: 'module', path: '/home/user/my-feed.ts' }],
    });
    expect(configOf(['--file', 'a.csv'], environment).source).toMatchObject({
      paths: ['/home/user/a.csv'],
    });
  });

  test('names missing keys and wrong addresses all at once, and never repeats a key', () => {
    const environment = { ALPACA_API_KEY: 'the key', ALPACA_WS_URL: 'http://the-key@x' };
    const problems = problemsOf(['--source', 'alpaca,finnhub'], environment);
    expect(problems).toEqual([
      'ALPACA_API_SECRET: expected the secret of ALPACA, got none',
      'ALPACA_WS_URL: expected an address that begins with ws:// or wss://',
      'FINNHUB_API_KEY: expected the key of FINNHUB, got none',
    ]);
  });

  test('takes standard input under the name of a venue', () => {
    expect(configOf(['--source', 'stdin']).source).toEqual({ kind: 'stdin', venue: 'STDIN' });
    expect(configOf(['--source', 'stdin', '--venue', 'desk']).source).toMatchObject({
      venue: 'DESK',
    });
  });

  test('reads the command that records a venue', () => {
    const args = 'record --source kraken --symbols BTC-USD --out a.gz --for 1m30s --overwrite';
    expect(parseFeedCommand(args.split(' '), {})).toMatchObject({
      kind: 'record',
      config: {
        path: resolve('a.gz'),
        durationMs: 90_000,
        shouldOverwrite: true,
        source: { symbols: ['BTC-USD'], hasHistory: true },
      },
    });
  });

  test('refuses to record without a file, or more than one venue, or none', () => {
    expect(parseFeedCommand(['record', '--source', 'kraken,okx', '--for', 'ever'], {})).toEqual({
      kind: 'invalid',
      problems: [
        '--for: expected a span of time as 90s, 10m, 1h30m, got "ever"',
        '--source: expected one venue, a recording holds one; start one record for each',
        '--out: expected the file to write, as kraken.ndts.gz',
      ],
    });
    expect(parseFeedCommand(['record', '--out', 'a'], {})).toMatchObject({
      problems: ['--source: expected a venue to record, got "simulator"'],
    });
  });

  test('reads the command that lists what a venue has', () => {
    expect(parseFeedCommand(['symbols', '--source', 'kraken'], {})).toMatchObject({
      kind: 'symbols',
      config: { sources: [{ kind: 'venue', name: 'kraken' }] },
    });
    expect(parseFeedCommand(['symbols', '--seed', '1'], {})).toMatchObject({
      problems: [
        '--seed: there is no such flag; --help lists all',
        '--source: expected a venue, got "simulator"',
      ],
    });
  });

  test('does not repeat the password of a Redis', () => {
    const problems = problemsOf([], { REDIS_URL: 'http://user:secret@redis.example' });
    expect(problems.join()).toContain('got "http://***@redis.example"');
  });

  test('asks for help before anything is found wrong', () => {
    expect(parseFeedConfig(['--help', '--nonsense'], {})).toEqual({ kind: 'help' });
    expect(parseFeedConfig(['-h'], {})).toEqual({ kind: 'help' });
  });

  test('is explained completely by --help and by the README', () => {
    const readme = readFileSync(new URL('../../feed/README.md', import.meta.url), 'utf8');
    const flags = Object.keys({ ...FLAGS, ...RECORD_FLAGS });
    for (const flag of flags) expect(FEED_HELP).toContain(`--${flag} `.trim());
    for (const name of Object.keys(environmentSchema.shape)) {
      expect(FEED_HELP).toContain(`  ${name} `);
      expect(readme).toContain(`\`${name}\``);
    }
  });
});
