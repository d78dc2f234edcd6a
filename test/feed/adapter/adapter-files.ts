/** Modules of made-up authors, written into a directory outside of the repository. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { SourceFunctionContext } from '../../../feed/adapter/adapter-context.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { FakeClock } from '../fake-clock.ts';

export const directory = temporaryDirectory('adapter');

/** Writes a module; returns its path. */
export function moduleFile(name: string, text: string): string {
  const path = join(directory.path, name);
  writeFileSync(path, text);
  return path;
}

export function makeContext(change: Partial<SourceFunctionContext> = {}): SourceFunctionContext {
  return {
    symbols: [],
    channels: ['trades'],
    environment: {},
    clock: new FakeClock(),
    random: () => 0.5,
    logger: pino({ level: 'silent' }),
    signal: new AbortController().signal,
    ...change,
  };
}

/** Body of a small right venue, as JavaScript. */
export const VENUE_BODY = `{
  capabilities: {
    venue: 'TINY', url: 'wss://stream.example.com', channels: { trades: 'trades' }, tradeIds: 'none',
    credentials: [], defaultSymbols: ['A-B'], acknowledges: 'none', limits: {},
    silenceMs: 10000, dataSilenceMs: 60000, source: 'made up',
  },
  stream: { subscribe: () => ['{}'], unsubscribe: () => ['{}'], classify: () => undefined },
  instruments: { request: () => ({ url: 'https://api.example.com/list' }), parse: () => ({ items: [] }) },
  createMapper: () => ({ map: () => [], counts: () => ({}) }),
}`;
