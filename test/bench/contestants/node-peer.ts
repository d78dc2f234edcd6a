/** Starts a peer's server that is a script in test/bench/peers, and reads versions of its packages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchProcess } from '../bench-process.ts';
import { peersFolder } from '../peers-folder.ts';
import { tlsEnvironment, type RunningServer, type Setting } from './contestant.ts';

const START_MS = 20_000;

/**
 * Starts a script and waits until it listens.
 *
 * @param command The runtime. Default: this Node.
 */
export async function startScript(
  script: string,
  { redisUrl, certificate, core }: Setting,
  env: Readonly<Record<string, string>> = {},
  command = process.execPath,
): Promise<RunningServer> {
  const server = new BenchProcess(script, command, [join(peersFolder, script)], {
    core,
    env: { ...tlsEnvironment(certificate), REDIS_URL: redisUrl, ...env },
  });
  const { port } = await server.next('kind', 'listening', START_MS);
  return { process: server, port: Number(port), feedUrl: redisUrl };
}

/** Names and installed versions of packages of the peers, `ws 8.1.0, ioredis 6.0.0`. */
export function peerVersions(...packages: readonly string[]): string {
  return packages
    .map((name) => {
      const file = join(peersFolder, 'node_modules', name, 'package.json');
      const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
      return `${name} ${version}`;
    })
    .join(', ');
}
