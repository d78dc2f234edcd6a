import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { MergedSource } from '../../feed/merged-source.ts';
import type { HistoryChunk, TickSource } from '../../feed/source.ts';
import type { Quote, Tick } from '../../proto/types.ts';

function quote(symbol: string, receivedTimeMs: number): Quote {
  return {
    kind: 'quote',
    symbol,
    venueTimeMs: receivedTimeMs,
    receivedTimeMs,
    bidPrice: 99,
    bidSize: 1,
    askPrice: 101,
    askSize: 1,
  };
}

/** A source whose batches come when the test says so. */
class ToldSource implements TickSource {
  readonly instruments: TickSource['instruments'];
  readonly canWait = false;
  isClosed = false;
  readonly #steps: (readonly Tick[] | Error | 'end')[] = [];
  #wake: () => void = () => undefined;

  constructor(...symbols: string[]) {
    this.instruments = symbols.map((symbol) => ({
      symbol,
      venue: 'TOLD',
      displayName: '',
      priceDecimals: 2,
      sizeDecimals: 0,
      tickSize: 1,
      currency: '',
      session: { kind: 'rolling24h' },
    }));
  }

  tell(step: readonly Tick[] | Error | 'end'): void {
    this.#steps.push(step);
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Tick[]> {
    for (;;) {
      const step = this.#steps.shift();
      if (step === undefined) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      } else if (step === 'end') return;
      else if (step instanceof Error) throw step;
      else yield step;
    }
  }

  async *history(): AsyncGenerator<HistoryChunk> {
    await turn();
    for (const { symbol } of this.instruments) {
      yield { symbol, interval: '1m', bars: [], endMs: 0 };
    }
  }

  counts(): Record<string, number> {
    return { frames: this.instruments.length };
  }

  close(): Promise<void> {
    this.isClosed = true;
    this.tell('end');
    return Promise.resolve();
  }
}

function merge(
  sources: readonly ToldSource[],
  late: readonly Promise<ToldSource>[] = [],
): { merged: MergedSource; failures: string[] } {
  const failures: string[] = [];
  const named = sources.map((source, index) => ({ name: `source${String(index)}`, source }));
  const merged = new MergedSource(
    named,
    late.map((opening, index) => ({ name: `late${String(index)}`, opening })),
    (name, error) => {
      failures.push(`${name}: ${String(error)}`);
    },
  );
  return { merged, failures };
}

describe('several sources at once', () => {
  test('offer the instruments and histories of all', async () => {
    const { merged } = merge([new ToldSource('A', 'B'), new ToldSource('C')]);
    const histories: string[] = [];
    for await (const { symbol } of merged.history()) histories.push(symbol);

    expect(merged.instruments.map(({ symbol }) => symbol)).toEqual(['A', 'B', 'C']);
    expect(histories).toEqual(['A', 'B', 'C']);
    expect(merged.counts()).toEqual({ 'source0.frames': 2, 'source1.frames': 1 });
  });

  test('are refused when two of them offer the same symbol', () => {
    expect(() => merge([new ToldSource('A', 'B'), new ToldSource('B')])).toThrow(
      /ERR_CONFIG_INVALID: two sources offer the same symbols: B/,
    );
  });

  test('come as they come, while a silent one is waited for', async () => {
    const busy = new ToldSource('A');
    const silent = new ToldSource('B');
    const { merged } = merge([busy, silent]);
    const seen: number[] = [];
    for (let at = 1; at <= 500; at++) busy.tell([quote('A', at)]);

    for await (const batch of merged) {
      for (const { receivedTimeMs } of batch) seen.push(receivedTimeMs);
      if (seen.length === 500) silent.tell([quote('B', 501)]);
      if (seen.length === 501) break;
    }

    expect(seen).toEqual(Array.from({ length: 501 }, (_, index) => index + 1));
  });

  test('never give a received time that goes back', async () => {
    const first = new ToldSource('A');
    const second = new ToldSource('B');
    const { merged } = merge([first, second]);
    const seen: Tick[] = [];
    first.tell([quote('A', 100)]);

    for await (const batch of merged) {
      seen.push(...batch);
      if (seen.length === 1) second.tell([quote('B', 98), quote('B', 103)]);
      else break;
    }

    expect(seen.map(({ receivedTimeMs }) => receivedTimeMs)).toEqual([100, 100, 103]);
  });

  test('go on when one of them fails, and say which', async () => {
    const failing = new ToldSource('A');
    const healthy = new ToldSource('B');
    const { merged, failures } = merge([failing, healthy]);
    failing.tell(new Error('wrong key'));
    healthy.tell([quote('B', 1)]);
    healthy.tell('end');
    const seen: string[] = [];
    const reading = (async () => {
      for await (const batch of merged) for (const { symbol } of batch) seen.push(symbol);
    })();

    await expect(reading).rejects.toThrow('wrong key');
    expect(seen).toEqual(['B']);
    expect(failures).toEqual(['source0: Error: wrong key']);
  });

  test('are all closed by closing', async () => {
    const sources = [new ToldSource('A'), new ToldSource('B')];
    const { merged } = merge(sources);
    const iterator = merged[Symbol.asyncIterator]();
    const waiting = iterator.next();
    await turn();

    await merged.close();

    expect(sources.map(({ isClosed }) => isClosed)).toEqual([true, true]);
    expect((await waiting).done).toBe(true);
  });

  test('that open late join with their instruments and their history', async () => {
    const early = new ToldSource('A');
    let open: (source: ToldSource) => void = () => undefined;
    const opening = new Promise<ToldSource>((resolve) => {
      open = resolve;
    });
    const { merged } = merge([early], [opening]);
    const iterator = merged[Symbol.asyncIterator]();
    early.tell([quote('A', 1)]);
    expect((await iterator.next()).value).toEqual([quote('A', 1)]);
    expect(merged.takeInstruments()).toEqual([]);

    const late = new ToldSource('B');
    late.tell([quote('B', 2)]);
    open(late);

    expect((await iterator.next()).value).toEqual([quote('B', 2)]);
    expect(merged.takeInstruments().map(({ symbol }) => symbol)).toEqual(['B']);
    const histories: string[] = [];
    for await (const { symbol } of merged.history()) histories.push(symbol);
    expect(histories).toEqual(['A', 'B']);
    await merged.close();
    expect(late.isClosed).toBe(true);
  });

  test('leave one alone that cannot be opened, or offers what another one has', async () => {
    const early = new ToldSource('A');
    const { merged, failures } = merge(
      [early],
      [Promise.reject(new Error('refused')), Promise.resolve(new ToldSource('A'))],
    );
    const iterator = merged[Symbol.asyncIterator]();
    const first = iterator.next();
    await turn();
    early.tell([quote('A', 1)]);

    expect((await first).value).toEqual([quote('A', 1)]);
    expect(failures).toEqual([
      'late0: Error: refused',
      expect.stringMatching(/^late1: .*two sources offer the same symbols: A/),
    ]);
    await merged.close();
  });
});
