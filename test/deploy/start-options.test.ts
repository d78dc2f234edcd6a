/** Flags and environment of `npm start`. */
import { describe, expect, test } from 'vitest';
import { parseStartOptions, type StartOptions } from '../../deploy/local/start-options.ts';

function options(args: readonly string[], environment = {}): StartOptions {
  const parsed = parseStartOptions(args, environment);
  if (parsed.kind !== 'run') throw new Error(`Expected options, got ${JSON.stringify(parsed)}`);
  return parsed.options;
}

describe('start options', () => {
  test('bind to this machine only, build and feed by default', () => {
    expect(options([])).toEqual({
      port: 8443,
      host: '127.0.0.1',
      logLevel: 'info',
      shouldOpenBrowser: false,
      shouldBuild: true,
      shouldFeed: true,
      shouldWatch: false,
      feedArgs: [],
      feedReadsInput: false,
    });
  });

  test('pass everything unknown to the feed, in order', () => {
    const { port, feedArgs } = options(
      ['--source', 'replay', '--port', '9000', '--file', 'a.gz', '--file=b.gz', '--host=::1'],
      { PORT: '1' },
    );

    expect(port).toBe(9000);
    expect(feedArgs).toEqual(['--source', 'replay', '--file', 'a.gz', '--file=b.gz']);
  });

  test('take variables, and an empty one as absent', () => {
    expect(options([], { PORT: '9001', HOST: '', REDIS_URL: 'redis://x:1' })).toMatchObject({
      port: 9001,
      host: '127.0.0.1',
      redisUrl: 'redis://x:1',
    });
  });

  test('report what the feed would refuse together with their own problems', () => {
    const args = ['--port', 'abc', '--seed', 'x', '--file', '/nope'];

    expect(parseStartOptions(args, { PARTITIONS: 'many' })).toMatchObject({
      kind: 'invalid',
      problems: [
        expect.stringContaining('PORT: expected a port number'),
        expect.stringContaining('--seed: belongs to --source simulator'),
        expect.stringContaining('--seed: expected a whole number'),
        expect.stringContaining('PARTITIONS: expected'),
      ],
    });
  });

  test('do not repeat the password of a URL that is not valid', () => {
    const parsed = parseStartOptions([], { REDIS_URL: 'http://:secret@host' });

    expect(JSON.stringify(parsed)).toContain('http://:***@host');
  });

  test('report all problems at once, with what was expected and what came', () => {
    const parsed = parseStartOptions(['--log-level', 'loud', '--host'], {
      PORT: '70000',
      REDIS_URL: 'http://x',
      TLS_CERT_FILE: 'a.pem',
    });

    expect(parsed).toEqual({
      kind: 'invalid',
      problems: [
        '--host: expected a value after it',
        'TLS_CERT_FILE, TLS_KEY_FILE: expected both or none of them, got one',
        'PORT: expected 1 to 65535, got "70000"',
        'LOG_LEVEL: expected one of trace, debug, info, warn, error, fatal, got "loud"',
        'REDIS_URL: expected a URL as redis://host:6379 or rediss://host:6380, got "http://x"',
      ],
    });
  });

  test('refuse flags for a feed that is not started', () => {
    expect(parseStartOptions(['--no-feed', '--symbols', '5'], {}).kind).toBe('invalid');
  });

  test('answer --help whatever else is wrong', () => {
    expect(parseStartOptions(['--help'], { PORT: 'x' })).toEqual({ kind: 'help' });
  });
});
