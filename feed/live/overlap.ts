/** What a new connection brings while the old one is still the one that counts; pure. */
import type { Depth, Quote, Tick, Trade } from '../../proto/types.ts';

/** More trades than this, and there is no sense in waiting. */
const MAX_TICKS = 50_000;

/** Trades and notices in order; of quotes and depths the newest of each symbol: they are absolute. */
export class Overlap {
  #lasting: Tick[] = [];
  /** Trades that the old connection brought meanwhile: symbol and id. */
  readonly #passed = new Set<string>();
  readonly #quotes = new Map<string, Quote>();
  readonly #depths = new Map<string, Depth>();

  get isFull(): boolean {
    return this.#lasting.length >= MAX_TICKS;
  }

  push(ticks: readonly Tick[]): void {
    for (const tick of ticks) {
      switch (tick.kind) {
        case 'quote':
          this.#quotes.set(tick.symbol, tick);
          break;
        case 'depth':
          this.#depths.set(tick.symbol, tick);
          break;
        case 'trade':
        case 'gap':
        case 'status':
          this.#lasting.push(tick);
      }
    }
  }

  /** The old connection brought these, which are not to come twice. */
  passed(ticks: readonly Tick[]): void {
    for (const tick of ticks) {
      // Beyond the bound those who remember ids anyway have to do.
      if (tick.kind !== 'trade' || this.#passed.size >= MAX_TICKS) continue;
      if (tick.tradeId !== '') this.#passed.add(keyOf(tick));
    }
  }

  /** Everything that the old connection did not bring, once. */
  take(): Tick[] {
    const news = this.#lasting.filter(
      (tick) => tick.kind !== 'trade' || !this.#passed.has(keyOf(tick)),
    );
    const ticks = [...news, ...this.#quotes.values(), ...this.#depths.values()];
    this.#lasting = [];
    this.#passed.clear();
    this.#quotes.clear();
    this.#depths.clear();
    return ticks;
  }
}

function keyOf({ symbol, tradeId }: Trade): string {
  return `${symbol} ${tradeId}`;
}

/** Remembers of which symbols there was a book with levels. */
export function noteBooks(books: Set<string>, ticks: readonly Tick[]): void {
  for (const tick of ticks) {
    if (tick.kind === 'depth' && tick.bids.length + tick.asks.length > 0) books.add(tick.symbol);
  }
}
