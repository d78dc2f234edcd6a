/** Finds symbols, decimals and trade ids in recorded Binance frames, by pattern, without parsing them; pure. */
import type { FrameScanner, ScannedInstrument } from '../venue-mapper.ts';
import { DecimalRange } from './decimal-range.ts';

const VENUE = 'BINANCE';

const EVENT = /"e"\s*:\s*"(\w+)"/;
const SYMBOL = /"s"\s*:\s*"([^"]+)"/;
const PARTIAL_DEPTH = /"stream"\s*:\s*"([^"@]+)@depth\d/;
const SNAPSHOT = /"lastUpdateId"\s*:/;
const TRADE_ID = /"t"\s*:\s*(\d+)/;
/** A named price or size, or the pair at the start of a book level. */
const NUMBERS = /"([pqbBaA])"\s*:\s*"([\d.]+)"|\[\s*"([\d.]+)"\s*,\s*"([\d.]+)"/g;
const SCANNED_EVENTS: ReadonlySet<string | undefined> = new Set([
  'trade',
  'depthUpdate',
  'bookTicker',
  undefined,
]);

class Found {
  readonly prices = new DecimalRange();
  readonly sizes = new DecimalRange();
  lowestTradeId = Infinity;
  highestTradeId = -Infinity;

  add(frame: string): void {
    NUMBERS.lastIndex = 0;
    for (let match = NUMBERS.exec(frame); match !== null; match = NUMBERS.exec(frame)) {
      const [, name, value, price, size] = match;
      if (name === undefined) {
        if (price !== undefined) this.prices.add(price);
        if (size !== undefined) this.sizes.add(size);
      } else if (value !== undefined) {
        (name === 'p' || name === 'b' || name === 'a' ? this.prices : this.sizes).add(value);
      }
    }
  }

  addTradeId(frame: string): void {
    const id = Number(TRADE_ID.exec(frame)?.[1]);
    if (!Number.isSafeInteger(id)) return;
    if (id < this.lowestTradeId) this.lowestTradeId = id;
    if (id > this.highestTradeId) this.highestTradeId = id;
  }

  merge(other: Found): void {
    this.prices.merge(other.prices);
    this.sizes.merge(other.sizes);
    this.lowestTradeId = Math.min(this.lowestTradeId, other.lowestTradeId);
    this.highestTradeId = Math.max(this.highestTradeId, other.highestTradeId);
  }
}

/**
 * Learns the instruments of a recording, which carries no list of them.
 *
 * Decimals are those that the recorded numbers need (`61837.63000000` needs two), so that every one of
 * them is exact and none carries zeros. REST snapshots name no symbol: theirs are counted for all
 * symbols of the same file, which matters only where one file mixes several.
 */
export class BinanceScanner implements FrameScanner {
  readonly #found = new Map<string, Found>();
  readonly #anonymous = new Found();

  scan(frame: string): void {
    const event = EVENT.exec(frame)?.[1];
    if (!SCANNED_EVENTS.has(event)) return;
    const symbol = SYMBOL.exec(frame)?.[1];
    if (symbol !== undefined) {
      const found = this.#of(symbol);
      found.add(frame);
      if (event === 'trade') found.addTradeId(frame);
      return;
    }
    if (!SNAPSHOT.test(frame)) return;
    const stream = PARTIAL_DEPTH.exec(frame)?.[1];
    (stream === undefined ? this.#anonymous : this.#of(stream.toUpperCase())).add(frame);
  }

  merge(other: FrameScanner): void {
    if (!(other instanceof BinanceScanner)) throw new TypeError('Expected a BinanceScanner');
    other.#settle();
    for (const [symbol, found] of other.#found) this.#of(symbol).merge(found);
  }

  instruments(): ScannedInstrument[] {
    this.#settle();
    return [...this.#found].map(([symbol, { prices, sizes, lowestTradeId, highestTradeId }]) => ({
      instrument: {
        symbol,
        venue: VENUE,
        // The symbol alone does not say where its base ends: splitting it would be a guess.
        displayName: '',
        priceDecimals: prices.decimals,
        sizeDecimals: sizes.decimals,
        tickSize: prices.step,
        currency: '',
        session: { kind: 'rolling24h' },
      },
      tradeIdSpan: Math.max(0, highestTradeId - lowestTradeId + 1),
    }));
  }

  #of(symbol: string): Found {
    let found = this.#found.get(symbol);
    if (found === undefined) this.#found.set(symbol, (found = new Found()));
    return found;
  }

  #settle(): void {
    for (const found of this.#found.values()) found.merge(this.#anonymous);
  }
}
