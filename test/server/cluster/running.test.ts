import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeInstrument, makeQuote } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';
import { Ground, Workers } from './workers.ts';

describe('two workers behind one port', () => {
  let ground: Ground;
  let workers: Workers;

  beforeAll(async () => {
    ground = await Ground.make();
  });
  afterEach(() => workers.end());
  afterAll(() => ground.remove());

  test('share the connections evenly and send the same data', async () => {
    workers = await Workers.start(ground);
    const placed = await workers.connectMany(8);
    await workers.feed.register(makeInstrument('AAA'));
    await Promise.all(placed.map(({ client }) => client.subscribe('AAA')));

    await workers.feed.publish(makeQuote('AAA', 10_000));
    const quotes = await Promise.all(
      placed.map(({ client }) =>
        client.update('the quote', ({ quote }) => quote?.bidPrice === 9_999),
      ),
    );

    const servers = placed.map(({ server }) => server);
    const shares = [...new Set(servers)].map((one) => servers.filter((other) => other === one));
    expect(shares.map(({ length }) => length)).toEqual([4, 4]);
    expect(new Set(quotes.map(({ quote }) => JSON.stringify(quote))).size).toBe(1);
    expect(
      workers
        .listening()
        .map(({ number }) => number)
        .sort(),
    ).toEqual([1, 2]);
    expect(workers.process.messages()).toEqual([{ kind: 'listening', url: workers.url }]);
  });

  test('replace the one that dies, and the clients of the other one notice nothing', async () => {
    workers = await Workers.start(ground);
    const placed = await workers.connectMany(4);
    await workers.feed.register(makeInstrument('BBB'));
    await Promise.all(placed.map(({ client }) => client.subscribe('BBB')));
    const before = new Set(placed.map(({ server }) => server));
    const victim = workers.listening()[0];

    process.kill(victim?.pid ?? 0, 'SIGKILL');
    const lost = await waitFor(
      () => {
        const closed = placed.filter(({ client }) => client.close !== undefined);
        return closed.length === 2 && closed;
      },
      { what: 'the clients of the killed worker to lose it' },
    );
    await workers.feed.publish(makeQuote('BBB', 20_000));
    const kept = placed.filter((one) => !lost.includes(one));
    await Promise.all(
      kept.map(({ client }) =>
        client.update('the next quote', ({ quote }) => quote?.bidPrice === 19_999),
      ),
    );
    await workers.caughtUp(3);
    const back = await workers.connectMany(4);
    const answers = await Promise.all(back.map(({ client }) => client.subscribe('BBB')));

    expect(new Set(lost.map(({ server }) => server)).size).toBe(1);
    expect(kept.map(({ client }) => client.close)).toEqual([undefined, undefined]);
    expect(workers.listening().map(({ number }) => number)[2]).toBe(victim?.number);
    const after = new Set(back.map(({ server }) => server));
    expect(after.size).toBe(2);
    expect([...after].filter((server) => before.has(server))).toEqual([kept[0]?.server]);
    expect(answers.map(({ updates }) => updates[0]?.quote?.bidPrice)).toEqual(
      back.map(() => 19_999),
    );
    expect(workers.process.messages()).toHaveLength(1);
  });

  test('refuse nobody while the one that replaces another still reads the log', async () => {
    workers = await Workers.start(ground);
    await workers.feed.register(makeInstrument('CCC'));
    for (let entry = 0; entry < 300; entry += 1) {
      await workers.feed.publish(
        ...Array.from({ length: 1_000 }, (_, index) => makeQuote('CCC', 10_000 + index)),
      );
    }
    const victim = workers.listening()[0];
    const known = new Set((await workers.connectMany(2)).map(({ server }) => server));

    process.kill(victim?.pid ?? 0, 'SIGKILL');
    await workers.process.waitForOutput(/another one takes its place/);
    const refusals: unknown[] = [];
    await waitFor(
      async () => {
        const placed = await workers.connect().catch((error: unknown) => {
          refusals.push(error);
        });
        return placed && !known.has(placed.server);
      },
      { what: 'the new worker to get a client', timeoutMs: 20_000 },
    );

    expect(refusals).toEqual([]);
  });

  test('come back to the same port after all of them have died', async () => {
    workers = await Workers.start(ground);

    for (const { pid } of workers.listening()) process.kill(pid, 'SIGKILL');
    await workers.caughtUp(4);
    const placed = await workers.connectMany(2);

    expect(new Set(placed.map(({ server }) => server)).size).toBe(2);
  });

  test('share the limit of connections among them', async () => {
    workers = await Workers.start(ground, { CLIENT_LIMIT: '4' });

    await workers.connectMany(4);

    await expect(workers.connect()).rejects.toThrow('503');
  });
});
