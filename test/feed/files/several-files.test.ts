import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { madeFile, openMade, played, ticksOf } from './made-files.ts';

const T0 = Date.UTC(2024, 7, 8, 23, 55, 1, 250);

describe('files of several formats', () => {
  const CSV = 'time,symbol,price,size\n1723161301250,A,1.5,1\n1723161303250,A,1.25,1\n';
  const LINES = '{"symbol":"A","price":2.125,"size":0.5,"time":1723161302250}\n';

  test('are merged by time, with decimals that fit all of them', async () => {
    const { ticks, source, description } = await played([
      madeFile('a.csv.gz', gzipSync(CSV)),
      madeFile('b.ndjson', LINES),
    ]);
    expect(description.formats).toEqual(['csv', 'ndjson']);
    expect(source.instruments).toMatchObject([{ symbol: 'A', priceDecimals: 3, sizeDecimals: 1 }]);
    expect(ticks).toMatchObject([
      { price: 1500, size: 10 },
      { price: 2125, size: 5 },
      { price: 1250, size: 10 },
    ]);
  });

  test('have one pace, window and loop', async () => {
    const paths = [madeFile('p.csv', CSV), madeFile('p.ndjson', LINES)];
    const paced = await played(paths, { speed: 2 });
    expect(paced.clock.elapsedMs()).toBe(1000);

    const part = await played(paths, {
      from: { kind: 'offset', offsetMs: 500 },
      to: { kind: 'time', timeMs: 1_723_161_303_000 },
    });
    expect(part.ticks).toMatchObject([{ price: 2125 }]);

    const looped = await openMade(paths, { isLooped: true });
    expect((await ticksOf(looped.source, 6)).map(({ venueTimeMs }) => venueTimeMs - T0)).toEqual([
      0, 1000, 2000, 60_000, 61_000, 62_000,
    ]);
  });

  test('say when the moments select nothing', async () => {
    await expect(
      openMade(madeFile('m.csv', CSV), { from: { kind: 'offset', offsetMs: 60_000 } }),
    ).rejects.toThrow(
      '--from and --to select nothing: the files reach from 2024-08-08T23:55:01.250Z to 2024-08-08T23:55:03.250Z',
    );
  });

  test('complain about flags that none of them needs', async () => {
    const paths = [madeFile('idle.csv', CSV), madeFile('idle.ndjson', LINES)];
    await expect(openMade(paths, { venueFormat: 'binance' })).rejects.toThrow(
      'ERR_CONFIG_INVALID: --venue-format: says nothing about files of --format csv, ndjson',
    );
    await (await openMade(paths, { delimiter: ',' })).source.close();
  });

  test('say which of them nobody knows', async () => {
    await expect(
      openMade([madeFile('ok.csv', CSV), madeFile('odd.txt', 'hello\n')]),
    ).rejects.toThrow(
      /ERR_SOURCE_UNREADABLE: .*odd.txt: cannot tell what it is: looked for .* its first line is "hello"/,
    );
  });
});
