/** Measures the codecs of proto/ against the generated code and JSON: `node --import tsx test/bench/codec-bench.ts`. */
import { cpus } from 'node:os';
import { createRandom } from './random.ts';
import '../../proto/protobuf-runtime.ts';
import { ByteWriter } from '../../proto/byte-writer.ts';
import { FEED_STATE_CODE } from '../../proto/feed-state-code.ts';
import type { SymbolUpdate } from '../../proto/frames.ts';
import { market } from '../../proto/gen/market.js';
import { decodeServerFrame } from '../../proto/server-frame-codec.ts';
import { decodeTickBatch, writeTickBatch } from '../../proto/tick-codec.ts';
import type { SymbolId, Tick } from '../../proto/types.ts';
import { writeFrameHead, writeSymbolUpdate } from '../../proto/update-writer.ts';

const { TickBatch } = market.v1;
const ROUNDS = 7;
const ROUND_MS = 150;
const BATCH_TICKS = 256;
const START_MS = 1_790_000_000_000;

type Mix = 'trades' | 'quotes' | 'depth of 10 levels' | 'half trades, half quotes';

function makeTicks(mix: Mix, count: number): Tick[] {
  const random = createRandom(7);
  const below = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: count }, (_, at) => {
    const symbolAt = below(20);
    const price = (symbolAt + 1) * 310_000 + below(4000);
    const receivedTimeMs = START_MS + Math.floor(at / 25);
    const head = { symbol: `SYM${String(symbolAt)}-USD`, receivedTimeMs };
    const venueTimeMs = receivedTimeMs - below(60);
    if (mix === 'trades' || (mix === 'half trades, half quotes' && at % 2 === 0)) {
      const aggressorSide = random() < 0.5 ? 'buy' : 'sell';
      const trade = { price, size: below(5_000_000), aggressorSide } as const;
      return { kind: 'trade', ...head, venueTimeMs, ...trade, tradeId: String(4_812_345_000 + at) };
    }
    if (mix !== 'depth of 10 levels') {
      const sizes = { bidSize: below(5_000_000), askSize: below(5_000_000) };
      return {
        kind: 'quote',
        ...head,
        venueTimeMs,
        bidPrice: price,
        askPrice: price + 1,
        ...sizes,
      };
    }
    const side = (step: number): number[] =>
      Array.from({ length: 10 }, (_, level) => [price + step * level, below(5_000_000)]).flat();
    return { kind: 'depth', ...head, venueTimeMs, bids: side(-1), asks: side(1) };
  });
}

/** The same batch as the generated encoder takes it; what a straightforward program would do. */
function toGenerated(ticks: readonly Tick[]): market.v1.TickBatch.$Properties {
  const symbols: string[] = [];
  const baseTimeMs = ticks[0]?.receivedTimeMs ?? 0;
  const wire = ticks.map((tick) => {
    let symbol = symbols.indexOf(tick.symbol);
    if (symbol === -1) symbol = symbols.push(tick.symbol) - 1;
    const receivedOffsetMs = tick.receivedTimeMs - baseTimeMs;
    const venueOffsetMs = tick.venueTimeMs - tick.receivedTimeMs;
    const head = { symbol, receivedOffsetMs, venueOffsetMs };
    switch (tick.kind) {
      case 'trade': {
        const { price, size, tradeId } = tick;
        const aggressorSide = ['unknown', 'buy', 'sell'].indexOf(tick.aggressorSide);
        return { ...head, trade: { price, size, aggressorSide, tradeId } };
      }
      case 'quote': {
        const { bidPrice, bidSize, askPrice, askSize } = tick;
        return { ...head, quote: { bidPrice, bidSize, askPrice, askSize } };
      }
      case 'depth': {
        const column = (levels: readonly number[], odd: number): number[] =>
          levels.filter((_, at) => at % 2 === odd);
        const bids = { bidPrices: column(tick.bids, 0), bidSizes: column(tick.bids, 1) };
        return {
          ...head,
          depth: { ...bids, askPrices: column(tick.asks, 0), askSizes: column(tick.asks, 1) },
        };
      }
      case 'gap': {
        const { fromMs, toMs, lostTrades } = tick;
        return { ...head, gap: { fromMs, toMs, lostTrades } };
      }
      case 'status':
        return { ...head, status: { state: FEED_STATE_CODE[tick.state], detail: tick.detail } };
    }
  });
  return { version: 1, symbols, baseTimeMs, ticks: wire };
}

/** Median over the rounds of how often a second `work` does its `units`. */
function perSecond(units: number, work: () => void): number {
  const rates: number[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    const start = performance.now();
    let calls = 0;
    let tookMs = 0;
    while (tookMs < ROUND_MS) {
      for (let call = 0; call < 8; call++) work();
      calls += 8;
      tookMs = performance.now() - start;
    }
    // The first two rounds only warm the compiler up.
    if (round >= 0) rates.push((calls * units * 1000) / tookMs);
  }
  rates.sort((a, b) => a - b);
  return rates[ROUNDS >> 1] ?? 0;
}

function row(name: string, ...cells: readonly string[]): void {
  console.log(name.padEnd(40) + cells.map((cell) => cell.padStart(14)).join(''));
}

const millions = (rate: number): string => `${(rate / 1e6).toFixed(2)} M/s`;

function benchTicks(mix: Mix): void {
  const ticks = makeTicks(mix, BATCH_TICKS);
  const out = new ByteWriter(64 * 1024);
  writeTickBatch(out, ticks);
  const bytes = out.copy();
  const text = JSON.stringify(ticks);

  row(`\n${mix}, ${String(BATCH_TICKS)} a batch`, 'write', 'read', 'bytes/tick');
  row(
    'proto/tick-codec',
    millions(
      perSecond(BATCH_TICKS, () => {
        out.reset();
        writeTickBatch(out, ticks);
      }),
    ),
    millions(
      perSecond(BATCH_TICKS, () => {
        decodeTickBatch(bytes);
      }),
    ),
    (bytes.length / BATCH_TICKS).toFixed(1),
  );
  const generated = toGenerated(ticks);
  const generatedBytes = TickBatch.encode(generated).finish();
  row(
    'generated (prepared message, no checks)',
    millions(
      perSecond(BATCH_TICKS, () => {
        TickBatch.encode(generated).finish();
      }),
    ),
    millions(
      perSecond(BATCH_TICKS, () => {
        TickBatch.decode(generatedBytes);
      }),
    ),
    (generatedBytes.length / BATCH_TICKS).toFixed(1),
  );
  row(
    'generated (from ticks)',
    millions(
      perSecond(BATCH_TICKS, () => {
        TickBatch.encode(toGenerated(ticks)).finish();
      }),
    ),
    '',
    '',
  );
  row(
    'JSON text',
    millions(
      perSecond(BATCH_TICKS, () => {
        JSON.stringify(ticks);
      }),
    ),
    millions(
      perSecond(BATCH_TICKS, () => {
        JSON.parse(text);
      }),
    ),
    (Buffer.byteLength(text) / BATCH_TICKS).toFixed(1),
  );
}

function makeUpdates(withDepth: boolean): SymbolUpdate[] {
  const random = createRandom(11);
  const below = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: 100 }, (_, at) => {
    const price = 6_100_000 + below(40_000);
    const times = { receivedTimeMs: START_MS - below(40), venueTimeMs: START_MS - 40 - below(60) };
    const side = (step: number): number[] =>
      Array.from({ length: 10 }, (_, level) => [price + step * level, below(5_000_000)]).flat();
    const ask = { askPrice: price + 1, askSize: below(5_000_000) };
    return {
      symbolId: (at + 1) as SymbolId,
      isSnapshot: false,
      quote: { bidPrice: price, bidSize: below(5_000_000), ...ask, ...times },
      last: { price, size: below(900_000), aggressorSide: 'buy', ...times },
      ...(withDepth && { depth: { bids: side(-1), asks: side(1) } }),
    };
  });
}

function benchUpdates(name: string, updates: readonly SymbolUpdate[]): void {
  const out = new ByteWriter(64 * 1024);
  const write = (): void => {
    out.reset();
    writeFrameHead(out, 7, START_MS);
    for (const update of updates) writeSymbolUpdate(out, update, START_MS);
  };
  write();
  const bytes = out.copy();
  const text = JSON.stringify(updates);
  const count = updates.length;

  row(`\n${name}, ${String(count)} a frame`, 'write', 'read', 'bytes/update');
  row(
    'proto/update-writer, server-frame-codec',
    millions(perSecond(count, write)),
    millions(
      perSecond(count, () => {
        decodeServerFrame(bytes);
      }),
    ),
    (bytes.length / count).toFixed(1),
  );
  row(
    'JSON text',
    millions(
      perSecond(count, () => {
        JSON.stringify(updates);
      }),
    ),
    millions(
      perSecond(count, () => {
        JSON.parse(text);
      }),
    ),
    (Buffer.byteLength(text) / count).toFixed(1),
  );
}

console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}, median of ${String(ROUNDS)} rounds of ${String(ROUND_MS)} ms`,
);
benchTicks('half trades, half quotes');
benchTicks('trades');
benchTicks('quotes');
benchTicks('depth of 10 levels');
benchUpdates('updates of quote and last', makeUpdates(false));
benchUpdates('updates of quote, last and depth', makeUpdates(true));
