import { afterAll, describe, expect, test, vi } from 'vitest';
import { pino } from 'pino';
import type { SourceFunctionContext } from '../../../feed/adapter/adapter-context.ts';
import { loadAdapter } from '../../../feed/adapter/load-adapter.ts';
import type { TickSource } from '../../../feed/source.ts';
import { directory, makeContext, moduleFile } from './adapter-files.ts';

afterAll(() => {
  directory.remove();
});

async function open(
  name: string,
  text: string,
  change: Partial<SourceFunctionContext> = {},
): Promise<TickSource> {
  const adapter = await loadAdapter(moduleFile(name, text));
  if (adapter.kind !== 'source') throw new Error('expected a source');
  return adapter.open(makeContext(change));
}

async function drain(source: TickSource): Promise<number> {
  let count = 0;
  for await (const batch of source) count += batch.length;
  return count;
}

describe('a module of somebody in a hurry', () => {
  test.each([
    ['ticks', '{ symbol: "A", price: 1, size: 1 }'],
    ['nothing that could be read', 'null'],
    ['an array without end', 'new Array(4e9)'],
  ])(
    'that yields %s and never waits leaves time for others, and can be closed',
    async (_, item) => {
      const text = `export default async function* () { for (;;) yield ${item}; }`;
      const source = await open(`hot-${String(item.length)}.mjs`, text);
      const draining = drain(source);
      // That it ends at all is what is tested.
      await new Promise((resolve) => setTimeout(resolve, 1));
      await source.close();

      expect(await draining).toBeGreaterThanOrEqual(0);
    },
  );

  test('that yields a large array gives it in parts', async () => {
    const item = '{ symbol: "A", price: 1, size: 1 }';
    const text = `export default async function* () { yield Array(2000).fill(${item}); }`;
    const source = await open('array.mjs', text);
    const lengths: number[] = [];
    for await (const batch of source) lengths.push(batch.length);

    expect(lengths).toEqual([512, 512, 512, 464]);
  });

  test('whose function never returns is given up when the feed stops', async () => {
    const stopping = new AbortController();
    const opening = open('never.mjs', 'export default () => new Promise(() => {});', {
      signal: stopping.signal,
    });
    stopping.abort();

    await expect(opening).rejects.toThrow(/abort/i);
  });

  test.each([
    [
      'gives no result',
      'next: async () => undefined',
      /threw TypeError: next\(\) gave missing, expected/,
    ],
    [
      'throws what has no text',
      'next() { throw Object.create(null); }',
      /threw something without a text/,
    ],
  ])('whose iterator %s ends with an error', async (name, member, message) => {
    const text = `export default () => ({ [Symbol.asyncIterator]: () => ({ ${member} }) });`;
    const source = await open(`${name.replaceAll(' ', '-')}.mjs`, text);

    await expect(drain(source)).rejects.toThrow(message);
  });

  test('whose iterator is none is refused', async () => {
    const text = 'export default () => ({ [Symbol.asyncIterator]: 5 });';

    await expect(open('five.mjs', text)).rejects.toThrow(
      /^ERR_CONFIG_INVALID: .*five\.mjs: its \[Symbol\.asyncIterator\] makes no iterator/,
    );
  });

  test('whose iterator throws at its end is closed all the same', async () => {
    const end = 'next: () => new Promise(() => {}), return() { throw new Error("late"); }';
    const source = await open(
      'end.mjs',
      `export default () => ({ [Symbol.asyncIterator]: () => ({ ${end} }) });`,
    );
    const draining = drain(source);
    await source.close();

    expect(await draining).toBe(0);
  });
});

test('keys of the environment are in no error of a module, nor in the log', async () => {
  const write = vi.fn<(text: string) => void>();
  const environment = { MY_API_KEY: 'made-up-secret' };
  const context = { environment, logger: pino({}, { write }) };
  const fault =
    'new Error("refused " + environment.MY_API_KEY + " of https://h.example/x?t=other-secret")';
  const early = open(
    'early.mjs',
    `export default ({ environment }) => { throw ${fault}; };`,
    context,
  );
  await expect(early).rejects.toThrow(
    /its function threw Error: refused \*\*\* of https:\/\/h\.example\/x$/,
  );
  await expect(early).rejects.not.toHaveProperty('cause');

  const text = `export default async function* ({ environment }) {
    yield { symbol: 'A', get price() { throw ${fault}; } };
    throw ${fault};
  }`;
  await expect(drain(await open('late.mjs', text, context))).rejects.toThrow(
    /threw Error: refused \*\*\*/,
  );
  expect(write.mock.calls.join()).toContain('***');
  expect(write.mock.calls.join()).not.toContain('secret');
});
