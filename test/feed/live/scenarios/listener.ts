/** Takes every tick of a source, and remembers all of them. */
import type { FeedState, Tick } from '../../../../proto/types.ts';
import type { TickSource } from '../../../../feed/source.ts';

type TickOf<Kind extends Tick['kind']> = Extract<Tick, { readonly kind: Kind }>;

export class Listener {
  /** Those that are listened to, in the order of the market. */
  readonly symbols: readonly string[];
  tradeCount = 0;
  hasEnded = false;
  readonly #ticks = new Map<string, Tick[]>();
  readonly #states = new Map<string, FeedState[]>();
  /** What no source may do, whatever the venue does. */
  readonly problems: string[] = [];
  #receivedTimeMs = 0;

  constructor(symbols: readonly string[]) {
    this.symbols = symbols;
    for (const symbol of symbols) {
      this.#ticks.set(symbol, []);
      this.#states.set(symbol, []);
    }
  }

  /** Until the source ends. */
  async listen(source: TickSource): Promise<void> {
    try {
      for await (const batch of source) for (const tick of batch) this.#take(tick);
    } finally {
      this.hasEnded = true;
    }
  }

  /** All ticks of the symbol, oldest first. */
  ticksOf(symbol: string): readonly Tick[] {
    return this.#ticks.get(symbol) ?? [];
  }

  statesOf(symbol: string): readonly FeedState[] {
    return this.#states.get(symbol) ?? [];
  }

  last<Kind extends Tick['kind']>(symbol: string, kind: Kind): TickOf<Kind> | undefined {
    return this.ticksOf(symbol).findLast((tick): tick is TickOf<Kind> => tick.kind === kind);
  }

  #take(tick: Tick): void {
    const { symbol, kind, receivedTimeMs } = tick;
    if (receivedTimeMs < this.#receivedTimeMs) {
      this.problems.push(`${kind} of ${symbol}: received time went back`);
    }
    this.#receivedTimeMs = receivedTimeMs;
    const states = this.#states.get(symbol);
    if (states === undefined) {
      this.problems.push(`${kind} of ${symbol}: nobody asked for it`);
      return;
    }
    if (kind === 'trade') this.tradeCount += 1;
    if (states.at(-1) === 'fatal') this.problems.push(`${kind} of ${symbol} after its end`);
    if (kind === 'status') {
      if (states.at(-1) === tick.state) this.problems.push(`${symbol}: ${tick.state} told twice`);
      states.push(tick.state);
    }
    this.#ticks.get(symbol)?.push(tick);
  }
}
