import { afterEach, beforeEach, describe } from 'vitest';
import type { LiveSource } from '../../../feed/live/live-source.ts';
import { describeTickSource } from '../../contract/tick-source.ts';
import { confirm, ToyServer } from './fixtures/toy-server.ts';
import { openToySource } from './fixtures/toy-source.ts';

describe('as any other source', () => {
  let flood: ToyServer;
  const flooded: LiveSource[] = [];
  beforeEach(async () => {
    flood = await ToyServer.open();
    flood.onRequest = (one, request) => {
      confirm(one, request);
      for (let id = 1; id <= 1_500; id++) {
        one.trade('A', id);
        one.send({ q: 'A', p: id });
      }
    };
  });
  afterEach(async () => {
    await Promise.all(flooded.splice(0).map((source) => source.close()));
    await flood.close();
  });

  describeTickSource('live source', async () => {
    const source = await openToySource(flood, { channels: ['trades', 'quotes'] });
    flooded.push(source);
    return source;
  });
});
