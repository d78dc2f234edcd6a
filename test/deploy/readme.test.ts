import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { environmentSchema as feedSchema } from '../../feed/config/environment.ts';
import { readConfig, serverSchema } from '../../server/config.ts';
import { readRecorderConfig, recorderSchema } from '../../server/recorder/config.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** Variables and defaults of the table under a heading. */
function tableUnder(heading: string): Map<string, string> {
  const section = readme.split(`### ${heading}\n`)[1]?.split(/\n#{2,3} /)[0] ?? '';
  const rows = section.matchAll(/^\| `([A-Z0-9_]+)`\s*\| (?:`([^`]*)`)?\s*\|/gm);
  return new Map([...rows].map(([, name = '', fallback = '']) => [name, fallback]));
}

/** Variables and defaults of a schema, as text. */
function defaultsOf(schema: { parse(environment: unknown): object }): Map<string, string> {
  return new Map(
    Object.entries(schema.parse({})).map(([name, value]) => [name, String(value ?? '')]),
  );
}

describe('README', () => {
  test('lists every variable of the server with its default', () => {
    const documented = tableUnder('Server');

    expect([...documented.keys()].sort()).toEqual(Object.keys(serverSchema.shape).sort());
    for (const [name, value] of defaultsOf(serverSchema)) {
      expect(documented.get(name), name).toBe(value);
    }
  });

  test('lists every variable of the feed with its default', () => {
    expect(tableUnder('Feed')).toEqual(defaultsOf(feedSchema));
  });

  test('lists every variable of the recorder with its default', () => {
    expect(tableUnder('Recorder')).toEqual(defaultsOf(recorderSchema));
  });
});

describe('server configuration', () => {
  const tls = { TLS_CERT_FILE: 'cert.pem', TLS_KEY_FILE: 'key.pem' };

  test('needs nothing but a certificate', () => {
    const result = readConfig(tls);

    expect(result).toMatchObject({
      kind: 'ok',
      config: { listen: { host: '127.0.0.1', port: 8443 }, allowedOrigins: [] },
    });
  });

  test('reports all problems at once, each with what was expected', () => {
    const result = readConfig({
      PORT: '70000',
      REDIS_URL: 'localhost',
      LOG_LEVEL: 'loud',
      TOPIC_LIMIT: 'many',
      ALLOWED_ORIGINS: 'https://desk.example.com/page',
    });

    const problems = result.kind === 'invalid' ? result.problems : '';
    for (const name of ['PORT', 'REDIS_URL', 'LOG_LEVEL', 'TOPIC_LIMIT', 'ALLOWED_ORIGINS']) {
      expect(problems).toContain(name);
    }
  });

  test.each([
    [{}, 'TLS_CERT_FILE'],
    [{ TLS_CERT_FILE: 'cert.pem' }, 'together with TLS_KEY_FILE'],
    [{ PLAINTEXT: 'true', HOST: '0.0.0.0' }, 'only with HOST on loopback'],
    [{ ...tls, ALLOWED_ORIGINS: 'desk.example.com' }, 'expected origins like'],
    [{ ...tls, HEARTBEAT_INTERVAL_MS: '20000' }, 'shorter than HEARTBEAT_TIMEOUT_MS'],
    [{ ...tls, FLUSH_MIN_MS: '900', FLUSH_MAX_MS: '100' }, 'above FLUSH_MAX_MS'],
  ])('refuses %j', (environment, message) => {
    const result = readConfig(environment);

    expect(result.kind === 'invalid' ? result.problems : '').toContain(message);
  });

  test('takes an empty variable as one that is not set', () => {
    expect(readConfig({ ...tls, PORT: '', ALLOWED_ORIGINS: '' })).toMatchObject({
      kind: 'ok',
      config: { listen: { port: 8443 } },
    });
  });
});

describe('recorder configuration', () => {
  test('needs nothing at all', () => {
    expect(readRecorderConfig({ RETAIN_1S: '' })).toEqual({
      kind: 'ok',
      config: {
        redis: { url: 'redis://127.0.0.1:6379', partitionCount: 8 },
        logLevel: 'info',
        snapshotMs: 10_000,
        retention: { '1s': 7_200_000, '1m': 604_800_000, '1h': 31_536_000_000 },
      },
    });
  });

  test('reports all problems at once, each with what was expected', () => {
    const result = readRecorderConfig({
      REDIS_URL: 'localhost',
      PARTITIONS: '0',
      LOG_LEVEL: 'loud',
      RECORDER_SNAPSHOT_MS: '5',
      RETAIN_1S: '30s',
      RETAIN_1M: '2 weeks',
      RETAIN_1H: '200000d',
    });

    const problems = result.kind === 'invalid' ? result.problems : '';
    for (const name of Object.keys(recorderSchema.shape)) expect(problems).toContain(name);
    expect(problems).toContain('expected a duration such as 90m, 2h or 365d');
  });
});
