/** Bun's native server with its own topics. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { peersFolder } from '../peers-folder.ts';
import type { Contestant } from './contestant.ts';
import { startScript } from './node-peer.ts';

const ADVICE =
  'the package bun has no program for this machine: see https://bun.sh/docs/installation';

export const bun: Contestant = {
  name: 'bun',
  title: "Bun's own WebSocket server, a topic a symbol, Bun's Redis client",
  dialect: 'json-ws',
  rateMs: 0,
  sink: 'pubsub',
  isConflated: false,
  availability: () => {
    const found = findBun();
    return Promise.resolve(
      found === undefined
        ? { kind: 'missing', advice: ADVICE }
        : { kind: 'ready', version: `bun ${found.version}` },
    );
  },
  start: (setting) => startScript('bun.mjs', setting, {}, findBun()?.path),
};

/** The first of the installed programs that runs here: the package brings one for each C library. */
function findBun(): { readonly path: string; readonly version: string } | undefined {
  const folder = join(peersFolder, 'node_modules', '@oven');
  if (!existsSync(folder)) return undefined;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name, 'bin', 'bun');
    try {
      return { path, version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim() };
    } catch {
      continue;
    }
  }
  return undefined;
}
