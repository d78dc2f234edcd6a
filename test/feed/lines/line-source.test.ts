import { PassThrough, type Readable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { openLineSource } from '../../../feed/lines/line-source.ts';
import { LineSplitter, MAX_LINE_LENGTH } from '../../../feed/lines/line-splitter.ts';
import type { TickSource } from '../../../feed/source.ts';
import type { Tick } from '../../../proto/types.ts';
import { FakeClock } from '../fake-clock.ts';

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly line?: number;
  readonly fault?: string;
}

function logger(): { log: LogLine[]; logger: pino.Logger } {
  const log: LogLine[] = [];
  return {
    log,
    logger: pino({}, { write: (text: string) => log.push(JSON.parse(text) as LogLine) }),
  };
}

async function open(
  input: Readable,
  log = logger(),
  signal?: AbortSignal,
): Promise<{ source: TickSource; log: LogLine[] }> {
  const options = { input, venue: 'STDIN', clock: new FakeClock(), logger: log.logger };
  const source = await openLineSource({ ...options, ...(signal && { signal }) });
  return { source, log: log.log };
}

/** The input that holds these bytes, or texts, and then ends. */
function ended(...chunks: (string | Uint8Array)[]): PassThrough {
  const input = new PassThrough();
  for (const chunk of chunks) input.write(chunk);
  input.end();
  return input;
}

function trade(price: number, symbol = 'ACME'): string {
  return JSON.stringify({ symbol, price, size: 1 });
}

async function drain(source: TickSource): Promise<Tick[]> {
  const ticks: Tick[] = [];
  for await (const batch of source) ticks.push(...batch);
  return ticks;
}

describe('line splitter', () => {
  test('gives the same lines however the bytes are cut', () => {
    const bytes = Buffer.from('{"a":"€ü𝄞"}\r\n\n# x\nlast');
    const whole = new LineSplitter();
    const expected = [...whole.push(bytes), ...whole.end()];
    expect(expected.map(({ text }) => text)).toEqual(['{"a":"€ü𝄞"}', '', '# x', 'last']);

    for (let size = 1; size < bytes.length; size++) {
      const splitter = new LineSplitter();
      const lines = [];
      for (let at = 0; at < bytes.length; at += size) {
        lines.push(...splitter.push(bytes.subarray(at, at + size)));
      }
      expect([...lines, ...splitter.end()]).toEqual(expected);
    }
  });

  test('passes over a line without end, and keeps none of it', () => {
    const splitter = new LineSplitter();
    const chunk = Buffer.alloc(MAX_LINE_LENGTH / 2 + 1, 'x');

    expect([...splitter.push(chunk), ...splitter.push(chunk), ...splitter.push(chunk)]).toEqual([]);
    expect(splitter.push(Buffer.from('x\nnext\n'))).toEqual([
      { number: 1, text: undefined },
      { number: 2, text: 'next' },
    ]);
  });
});

describe('line source', () => {
  test('knows the instruments of the first lines before its first tick, and tells of later ones', async () => {
    const input = new PassThrough();
    input.write(`# made by hand\n${trade(1)}\n${trade(2, 'BOLT')}\n`);
    const { source } = await open(input);
    expect(source.instruments.map(({ symbol }) => symbol)).toEqual(['ACME', 'BOLT']);
    const iterator = source[Symbol.asyncIterator]();

    expect(((await iterator.next()).value as Tick[]).length).toBe(2);
    expect(source.takeInstruments?.()).toEqual([]);
    input.end(trade(3, 'CROW'));
    const second = await iterator.next();

    expect(source.takeInstruments?.()).toMatchObject([{ symbol: 'CROW', venue: 'STDIN' }]);
    expect(second.value).toMatchObject([{ symbol: 'CROW' }]);
    expect((await iterator.next()).done).toBe(true);
  });

  test('loses nothing beside a bad line, and says which one it was', async () => {
    const rubbish = Buffer.from([0, 255, 254, 7, 10]);
    const { source, log } = await open(
      ended(
        `${trade(1)}\r\n\r\nnonsense\n`,
        rubbish,
        `${trade(2)}\n{"symbol":"ACME"}\n${trade(3)}`,
      ),
    );

    expect(await drain(source)).toHaveLength(3);

    expect(log.filter(({ level }) => level === 50).map(({ line, fault }) => [line, fault])).toEqual(
      [
        [3, expect.stringContaining('expected a JSON object, got "nonsense"')],
        [4, expect.stringContaining('expected a JSON object')],
        [6, expect.stringContaining('price is missing, expected a number')],
      ],
    );
    expect(source.counts()).toMatchObject({ lines: 7, ticks: 3, badLines: 3 });
  });

  test('logs a hundred bad lines one by one, and counts the others', async () => {
    const { source, log } = await open(ended(`${'x\n'.repeat(250)}${trade(1)}`));
    await drain(source);

    expect(log.filter(({ msg }) => msg === 'bad line skipped')).toHaveLength(100);
    expect(log.filter(({ msg }) => msg === 'further bad lines are only counted')).toHaveLength(1);
    expect(source.counts()).toMatchObject({ badLines: 250, ticks: 1 });
  });

  test('reads no further while its ticks are not taken', async () => {
    const lines = `${trade(1)}\n`.repeat(1_000);
    const input = new PassThrough({ highWaterMark: 1_024 });
    input.write(trade(1) + '\n');
    const { source } = await open(input);

    for (let count = 0; count < 20; count++) input.write(lines);
    await new Promise((resolve) => setImmediate(resolve));

    expect(source.canWait).toBe(true);
    expect(input.writableNeedDrain).toBe(true);
    input.end();
    expect(await drain(source)).toHaveLength(20_001);
  });

  test('gives the lines of one piece the time at which it was read', async () => {
    const { source } = await open(ended(`${trade(1)}\n${trade(2)}`));
    const [first, second] = await drain(source);

    expect(first?.receivedTimeMs).toBe(new FakeClock().nowMs());
    expect(second?.venueTimeMs).toBe(first?.receivedTimeMs);
  });

  test('refuses an input that ends without a tick', async () => {
    await expect(open(ended('a\nb\n'))).rejects.toThrow(
      /ERR_SOURCE_UNREADABLE: standard input ended after 2 lines without a tick: expected lines as/,
    );
  });

  test('fails when its input breaks', async () => {
    const input = new PassThrough();
    input.write(`${trade(1)}\n`);
    const { source } = await open(input);
    const iterator = source[Symbol.asyncIterator]();
    await iterator.next();

    const waiting = iterator.next();
    input.destroy(new Error('EIO'));

    await expect(waiting).rejects.toThrow(/ERR_SOURCE_UNREADABLE: standard input broke off/);
  });

  test('stops waiting for a first line when it is told to', async () => {
    const stopping = new AbortController();
    const opening = open(new PassThrough(), logger(), stopping.signal);

    stopping.abort();

    expect(await drain((await opening).source)).toEqual([]);
  });

  test('tells who types by hand what to type', async () => {
    const { log } = await open(Object.assign(ended(trade(1)), { isTTY: true }));

    expect(log[0]?.msg).toMatch(/standard input is a terminal: type lines as \{"symbol"/);
  });
});
