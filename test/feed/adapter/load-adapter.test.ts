import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadAdapter, type Adapter } from '../../../feed/adapter/load-adapter.ts';
import type { TickSource } from '../../../feed/source.ts';
import type { Tick } from '../../../proto/types.ts';
import { repositoryRoot, spawnProcess } from '../../support/spawn-process.ts';
import { directory, makeContext, moduleFile, VENUE_BODY } from './adapter-files.ts';

afterAll(() => {
  directory.remove();
});

function load(name: string, text: string): Promise<Adapter> {
  return loadAdapter(moduleFile(name, text));
}

async function openSource(name: string, text: string): Promise<TickSource> {
  const adapter = await load(name, text);
  if (adapter.kind !== 'source') throw new Error('expected a source');
  return adapter.open(makeContext());
}

async function drain(source: TickSource): Promise<Tick[]> {
  const ticks: Tick[] = [];
  for await (const batch of source) ticks.push(...batch);
  return ticks;
}

describe('a module that exports a venue', () => {
  test('is a venue by its default export', async () => {
    const adapter = await load('venue.mjs', `export default ${VENUE_BODY};`);

    expect(adapter.kind === 'venue' && adapter.venue.capabilities.venue).toBe('TINY');
  });

  test('may be written in TypeScript outside of the repository, with the toolkit as argument', async () => {
    const adapter = await load(
      'venue.mts',
      `import type { Toolkit, Venue } from '/nowhere/tickwire/feed/adapter/toolkit.ts';
       export const samples = { control: [] };
       export function createVenue({ parseDecimal }: Toolkit): Venue {
         const venue = ${VENUE_BODY} as unknown as Venue;
         return { ...venue, capabilities: { ...venue.capabilities, silenceMs: parseDecimal('12.5', 1) } };
       }`,
    );

    expect(adapter.kind === 'venue' && adapter.venue.capabilities.silenceMs).toBe(125);
    expect(adapter.kind === 'venue' && adapter.samples).toEqual({ control: [] });
  });

  test('is refused with all that is wrong with it', async () => {
    const text = VENUE_BODY.replace("'TINY'", "'tiny venue'")
      .replace("'wss://stream.example.com'", "'https://stream.example.com'")
      .replace('silenceMs: 10000', 'silenceMS: 10000')
      .replace('classify: () => undefined', 'pingEveryMs: 5')
      .replace('limits: {}', "limits: { topicsPerRequest: 0 }, bookResync: 'snapshot'")
      .replace('request: () => ({', 'demand: () => ({');

    await expect(load('wrong.mjs', `export default ${text};`)).rejects.toThrow(
      /ERR_CONFIG_INVALID: .*wrong\.mjs: this is no venue yet:\n/,
    );
    const problems = await load('wrong.mjs', '').catch((error: unknown) => String(error));
    for (const expected of [
      /capabilities\.venue: expected 1 to 32 capital letters.*, got "tiny venue"/,
      /capabilities\.url: expected an address as "wss:.*got "https:/,
      /capabilities\.silenceMs: expected a number above 0, got nothing/,
      /silenceMS/,
      /limits\.topicsPerRequest: expected a whole number from 1 on, got 0/,
      /stream\.classify: /,
      /instruments\.request: /,
    ]) {
      expect(problems).toMatch(expected);
    }
  });

  test.each([
    [
      'pingEveryMs: 5, silenceMs',
      'silenceMs',
      /stream\.ping: expected a function, because pingEveryMs/,
    ],
    [
      "bookResync: 'snapshot', silenceMs",
      'silenceMs',
      /book: expected \{ request \}, because bookResync/,
    ],
  ])('is refused where %s has nothing to go with it', async (text, original, message) => {
    const name = `part-${text.slice(0, 4)}.mjs`;

    await expect(
      load(name, `export default ${VENUE_BODY.replace(original, text)};`),
    ).rejects.toThrow(message);
  });
});

describe('a module that exports a function', () => {
  test('is a source of the lines that it yields, one by one or several', async () => {
    const source = await openSource(
      'polled.mjs',
      `export default async function* ({ clock, signal, toolkit }) {
        yield { type: 'instrument', symbol: 'ACME', priceDecimals: 2, sizeDecimals: 0 };
        yield { symbol: 'ACME', price: 101.25, size: toolkit.parseDecimal('3', 0), id: 18446744073709551615n };
        await clock.sleep(50, signal);
        yield [{ symbol: 'BOLT', price: 1, size: 1 }, '{"symbol":"ACME","price":101.20,"size":1}'];
      }`,
    );

    const ticks = await drain(source);

    expect(ticks).toMatchObject([
      { symbol: 'ACME', price: 10_125, size: 3, tradeId: '18446744073709551615' },
      { symbol: 'BOLT' },
      { symbol: 'ACME', price: 10_120 },
    ]);
    expect(source.takeInstruments?.()).toMatchObject([
      { symbol: 'ACME' },
      { symbol: 'BOLT', venue: 'POLLED' },
    ]);
  });

  test('loses nothing beside what cannot be read', async () => {
    const source = await openSource(
      'partly.mjs',
      `export default async function* () {
        yield { symbol: 'ACME', price: NaN, size: 1 };
        yield undefined;
        yield { symbol: 'ACME', price: 1, size: 1 };
      }`,
    );

    expect(await drain(source)).toHaveLength(1);
    expect(source.counts()).toMatchObject({ items: 3, badItems: 2 });
  });

  test('ends with an error where it throws', async () => {
    const source = await openSource(
      'throwing.mjs',
      `export default async function* () { yield { symbol: 'A', price: 1, size: 1 }; throw new Error('line is dead'); }`,
    );

    await expect(drain(source)).rejects.toThrow(
      /ERR_SOURCE_UNREADABLE: .*throwing\.mjs threw Error: line is dead/,
    );
  });

  test('may be closed while it hangs in a wait of its own', async () => {
    const source = await openSource(
      'hanging.mjs',
      `export default async function* () { await new Promise(() => {}); }`,
    );
    const waiting = source[Symbol.asyncIterator]().next();

    await source.close();

    expect((await waiting).done).toBe(true);
  });

  test('may return a source of its own, which is taken as it is', async () => {
    const source = await openSource(
      'own.mjs',
      `export default () => ({
        instruments: [], canWait: true, counts: () => ({ mine: 1 }), close: async () => {},
        async *[Symbol.asyncIterator]() {},
      });`,
    );

    expect(source.canWait).toBe(true);
    expect(source.counts()).toEqual({ mine: 1 });
  });

  test.each([
    ['nothing', '() => undefined', /its function returned undefined, expected an async iterable/],
    [
      'a venue',
      `() => (${VENUE_BODY})`,
      /returned a venue; name the function: `export function createVenue/,
    ],
    [
      'half a source',
      '() => ({ instruments: 1, history: 2, async *[Symbol.asyncIterator]() {} })',
      /instruments: expected an array; canWait: .*counts: .*close: .*history: expected a function, or nothing/,
    ],
    [
      'an error',
      '() => { throw new TypeError("no port"); }',
      /its function threw TypeError: no port/,
    ],
  ])('is refused when it makes %s', async (what, text, message) => {
    await expect(
      openSource(`${what.replaceAll(' ', '-')}.mjs`, `export default ${text};`),
    ).rejects.toThrow(message);
  });
});

describe('a module that is no adapter', () => {
  test('is not found by its absolute path', async () => {
    await expect(loadAdapter('./none.ts', directory.path)).rejects.toThrow(
      `ERR_SOURCE_UNREADABLE: cannot load ${join(directory.path, 'none.ts')}: there is no such file`,
    );
    await expect(loadAdapter('.', directory.path)).rejects.toThrow(/it is a directory/);
  });

  test.each([
    [
      'a named export only',
      'export const feed = 1;',
      /there is no default export \(it exports feed\)/,
    ],
    ['a number', 'export default 5;', /the default export is a number; expected `export default`/],
    [
      'an object',
      'export default { url: 1 };',
      /the default export is an object with url; expected/,
    ],
    ['createVenue as text', 'export const createVenue = "x";', /createVenue: expected a function/],
  ])('says so where it exports %s', async (what, text, message) => {
    await expect(load(`no-${what.replaceAll(' ', '-')}.mjs`, text)).rejects.toThrow(message);
  });
});

/** Loads modules as the feed does: by Node with tsx, not by the test runner. */
async function loadInProcess(...paths: string[]): Promise<string[]> {
  const program = `
    const { loadAdapter } = await import(${JSON.stringify(join(repositoryRoot, 'feed/adapter/load-adapter.ts'))});
    for (const path of ${JSON.stringify(paths)}) {
      const line = await loadAdapter(path, ${JSON.stringify(directory.path)}).then(
        (adapter) => adapter.kind, (error) => error.message.replaceAll('\\n', ' | '));
      console.log(line);
    }`;
  const loaded = await spawnProcess(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    program,
  ]);
  expect(await loaded.exited, loaded.stderr()).toEqual({ code: 0, signal: null });
  return loaded.stdout().trim().split('\n');
}

test('the feed’s own runtime loads modules in every form, and says what is wrong and where', async () => {
  moduleFile('plain.ts', `export function createVenue(): object { return ${VENUE_BODY}; }`);
  moduleFile('plain-default.ts', `const venue: object = ${VENUE_BODY};\nexport default venue;`);
  moduleFile('generator.ts', 'export default async function* (): AsyncGenerator<object> {}');
  moduleFile('old.js', `module.exports = async function* () {};`);
  moduleFile(
    'compiled.cjs',
    `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = async function* () {};`,
  );
  moduleFile(
    'inside.mts',
    `import { WireReader } from ${JSON.stringify(join(repositoryRoot, 'feed/adapter/toolkit.ts'))};
     new WireReader('X');
     export default ${VENUE_BODY};`,
  );
  moduleFile('syntax.ts', 'export default {\n  a: = 5,\n};');
  moduleFile('syntax.mjs', 'export default {\n  a: = 5,\n};');
  moduleFile('throws.ts', 'const a = 1;\nthrow new TypeError(`no ${a}`);');
  moduleFile('missing.mjs', `import 'a-package-that-is-not-there';`);

  const lines = await loadInProcess(
    './plain.ts',
    './plain-default.ts',
    './generator.ts',
    './old.js',
    './compiled.cjs',
    './inside.mts',
    './syntax.ts',
    './syntax.mjs',
    './throws.ts',
    './missing.mjs',
  );

  expect(lines.splice(0, 6)).toEqual(['venue', 'venue', 'source', 'source', 'source', 'venue']);
  expect(lines[0]).toMatch(/cannot load .*syntax\.ts: .*syntax\.ts:2:\d+: ERROR: Unexpected "="/);
  expect(lines[1]).toMatch(/cannot load .*syntax\.mjs: .*syntax\.mjs:2/);
  expect(lines[2]).toMatch(/cannot load .*throws\.ts: TypeError: no 1 \(.*throws\.ts:2\)/);
  expect(lines[3]).toMatch(/a-package-that-is-not-there.*npm install/);
});
