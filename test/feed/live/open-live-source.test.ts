import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LiveOptions, LiveSource } from '../../../feed/live/live-source.ts';
import { waitFor } from '../../support/wait-for.ts';
import { ToyServer } from './fixtures/toy-server.ts';
import { openToySource } from './fixtures/toy-source.ts';
import { toyVenue } from './fixtures/toy-venue.ts';

let server: ToyServer;
let sources: LiveSource[];

beforeEach(async () => {
  server = await ToyServer.open();
  sources = [];
});

afterEach(async () => {
  await Promise.all(sources.map((source) => source.close()));
  await server.close();
});

async function open(options: Partial<LiveOptions> = {}): Promise<LiveSource> {
  const source = await openToySource(server, options);
  sources.push(source);
  return source;
}

describe('opening a live source', () => {
  test('takes the venue’s own choice of symbols where none are named', async () => {
    const source = await open({ symbols: [] });

    expect(source.instruments.map(({ symbol }) => symbol)).toEqual(['A-X.TOY']);
    expect(server.clients).toHaveLength(0);
  });

  test('names all unknown symbols', async () => {
    await expect(open({ symbols: ['A-X', 'AX1', 'QQQQQ'] })).rejects.toMatchObject({
      code: 'ERR_CONFIG_INVALID',
      message: expect.stringMatching(/AX1.*A-X\.TOY.*QQQQQ/) as string,
    });
  });

  test('names the variables of keys that are missing', async () => {
    const venue = toyVenue({ credentials: [{ name: 'key', variable: 'TOY_KEY' }] });

    await expect(open({ venue })).rejects.toMatchObject({
      code: 'ERR_CONFIG_INVALID',
      message: expect.stringContaining('TOY_KEY') as string,
    });
  });

  test('refuses channels that the venue does not have', async () => {
    const venue = toyVenue({ channels: { trades: 'trades' } });

    await expect(open({ venue, channels: ['depth'] })).rejects.toMatchObject({
      code: 'ERR_CONFIG_INVALID',
    });
  });

  test('refuses more symbols than the venue allows', async () => {
    const venue = toyVenue({ limits: { connections: 1, symbolsPerConnection: 1 } });

    await expect(open({ venue, symbols: ['A-X', 'B-X'] })).rejects.toMatchObject({
      code: 'ERR_CONFIG_INVALID',
    });
  });

  test('ends for good by a wrong key', async () => {
    server.onHttp = () => ({ status: 401, body: '' });

    await expect(open()).rejects.toMatchObject({ code: 'ERR_VENUE_REFUSED' });
  });

  test('ends when it is aborted', async () => {
    server.onHttp = () => ({ status: 503, body: '' });
    const aborting = new AbortController();
    const opening = open({ signal: aborting.signal });
    await waitFor(() => server.paths.length > 0, { what: 'a request' });
    aborting.abort();

    await expect(opening).rejects.toThrow();
  });

  test('leaves out what of the venue’s own choice it does not have any more, and says so once', async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => lines.push(line) });
    const venue = toyVenue({ defaultSymbols: ['GONE-X', 'A-X', 'LOST-X', 'B-X'] });
    const source = await open({ venue, symbols: [], logger });

    expect(source.instruments.map(({ symbol }) => symbol)).toEqual(['A-X.TOY', 'B-X.TOY']);
    const told = lines.filter((line) => line.includes('GONE-X'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('LOST-X');
  });

  test('ends when nothing of the venue’s own choice is left', async () => {
    const venue = toyVenue({ defaultSymbols: ['GONE-X'] });

    await expect(open({ venue, symbols: [] })).rejects.toMatchObject({
      code: 'ERR_CONFIG_INVALID',
      message: expect.stringContaining('GONE-X') as string,
    });
  });

  test('asks for more symbols than the smallest plan has', async () => {
    const venue = toyVenue({ limits: { connections: 1, planSymbols: 1 } });
    const source = await open({ venue, symbols: ['A-X', 'B-X'] });

    expect(source.instruments).toHaveLength(2);
  });
});
