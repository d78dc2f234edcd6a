/** Under which conditions the figures came about: machine, versions, date. */
import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { findRedisBinary } from '../support/redis.ts';
import type { Contestant } from './contestants/contestant.ts';
import type { Conditions } from './measure.ts';

/** Lines for the head of the report. */
export async function describeMachine(
  { cores, windows, windowMs, warmMs }: Conditions,
  contestants: readonly Contestant[],
): Promise<string[]> {
  const processor = cpus()[0]?.model ?? 'unknown processor';
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GB`;
  const pinning =
    cores.kind === 'pinned'
      ? `server under test alone on core ${cores.server}; Redis, feed, load generator on core ${cores.others}`
      : `NOT pinned (${cores.reason}): all processes compete for the same cores`;
  const lines = [
    `${new Date().toISOString()}, ${cpus().length} x ${processor}, ${memory}, Linux ${release()}`,
    `Node ${process.version} (OpenSSL ${process.versions.openssl}), ${redisVersion()}, ${openSslVersion()} in the load generator`,
    `TLS 1.3 over loopback; ${pinning}`,
    `medians of ${windows} windows of ${windowMs} ms after ${warmMs} ms; load average at the start ${(loadavg()[0] ?? 0).toFixed(2)}`,
  ];
  for (const contestant of contestants) {
    const { name, title } = contestant;
    const found = await contestant.availability();
    const version = found.kind === 'ready' ? found.version : `not installed (${found.advice})`;
    lines.push(`\`${name}\`: ${title} (${version})`);
  }
  return lines;
}

function redisVersion(): string {
  const binary = findRedisBinary();
  const said = binary === undefined ? '' : firstLineOf(binary, ['--version']);
  return `Redis ${/v=(\S+)/.exec(said)?.[1] ?? 'not found'}`;
}

function openSslVersion(): string {
  return firstLineOf('openssl', ['version']).split(' ').slice(0, 2).join(' ') || 'OpenSSL';
}

function firstLineOf(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8' }).split('\n')[0] ?? '';
  } catch {
    return '';
  }
}
