/** Several sources at once, as one: their ticks as they come, their instruments one after another. */
import type { Instrument, Tick } from '../proto/types.ts';
import { MarketDataError } from '../proto/errors.ts';
import { Gate } from './gate.ts';
import type { HistoryChunk, TickSource } from './source.ts';

/** One of the sources, and its name for counts and messages. */
export interface NamedTickSource {
  readonly name: string;
  readonly source: TickSource;
}

/** One that is still being opened. */
export interface LateSource {
  readonly name: string;
  /** May reject. */
  readonly opening: Promise<TickSource>;
}

/**
 * Joins sources that do not wait for anybody.
 *
 * One that ends or fails leaves the others alone; when all have ended and one of them failed, the iteration
 * throws what the first of those threw. Those that take long to open join later.
 */
export class MergedSource implements TickSource {
  readonly instruments: TickSource['instruments'];
  readonly canWait = false;
  readonly #sources: NamedTickSource[] = [];
  readonly #early: readonly NamedTickSource[];
  readonly #late: readonly LateSource[];
  readonly #onFailure: (name: string, error: unknown) => void;
  readonly #symbols = new Set<string>();
  readonly #waiting: (readonly Tick[])[] = [];
  readonly #filled = new Gate();
  readonly #taken = new Gate();
  #newInstruments: Instrument[] = [];
  #running = 0;
  #failure: { readonly error: unknown } | undefined;
  #receivedTimeMs = 0;
  #isClosed = false;

  /**
   * @param sources   Those that are open.
   * @param late      Those that are still being opened.
   * @param onFailure Told of each source that fails while others go on.
   * @throws {MarketDataError} ERR_CONFIG_INVALID when two sources offer the same symbol.
   */
  constructor(
    sources: readonly NamedTickSource[],
    late: readonly LateSource[],
    onFailure: (name: string, error: unknown) => void,
  ) {
    this.#early = sources;
    this.#onFailure = onFailure;
    for (const one of sources) this.#add(one);
    this.#late = late.map(({ name, opening }) => ({ name, opening: this.#join(name, opening) }));
    // Whoever iterates hears of the failure.
    for (const { opening } of this.#late) opening.catch(() => undefined);
    this.instruments = sources.flatMap(({ source }) => source.instruments);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Tick[]> {
    for (const { name, source } of this.#early) void this.#pump(name, source);
    for (const { name, opening } of this.#late) void this.#pump(name, opening);
    for (;;) {
      const batch = this.#waiting.shift();
      if (batch !== undefined) {
        this.#taken.open();
        yield this.#inOrder(batch);
      } else if (this.#running > 0 && !this.#isClosed) await this.#filled.wait();
      else break;
    }
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  takeInstruments(): readonly Instrument[] {
    const fresh = [
      ...this.#newInstruments,
      ...this.#sources.flatMap(({ source }) => source.takeInstruments?.() ?? []),
    ];
    this.#newInstruments = [];
    return fresh;
  }

  async *history(): AsyncGenerator<HistoryChunk> {
    for (const { source } of this.#early) if (source.history) yield* source.history();
    for (const { opening } of this.#late) {
      const source = await opening.catch(() => undefined);
      if (source?.history && !this.#isClosed) yield* source.history();
    }
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      this.#sources.flatMap(({ name, source }) =>
        Object.entries(source.counts()).map(([key, count]) => [`${name}.${key}`, count]),
      ),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#filled.open();
    this.#taken.open();
    await Promise.all(this.#sources.map(({ source }) => source.close()));
  }

  // Racing the sources' promises would pile up reactions on those of a silent one.
  async #pump(name: string, opening: TickSource | Promise<TickSource>): Promise<void> {
    this.#running += 1;
    try {
      for await (const batch of await opening) {
        this.#waiting.push(batch);
        this.#filled.open();
        if (this.#waiting.length >= this.#sources.length && !this.#isClosed) {
          await this.#taken.wait();
        }
        if (this.#isClosed) break;
      }
    } catch (error) {
      this.#failure ??= { error };
      if (this.#running > 1) this.#onFailure(name, error);
    } finally {
      this.#running -= 1;
      this.#filled.open();
    }
  }

  async #join(name: string, opening: Promise<TickSource>): Promise<TickSource> {
    const source = await opening;
    try {
      this.#add({ name, source });
    } catch (error) {
      await source.close();
      throw error;
    }
    if (this.#isClosed) await source.close();
    this.#newInstruments.push(...source.instruments);
    return source;
  }

  #add(one: NamedTickSource): void {
    const symbols = one.source.instruments.map(({ symbol }) => symbol);
    const repeated = symbols.filter((symbol) => this.#symbols.has(symbol));
    if (repeated.length > 0) {
      throw new MarketDataError(
        'ERR_CONFIG_INVALID',
        `two sources offer the same symbols: ${repeated.join(', ')}; name the symbols of each with --symbols`,
      );
    }
    for (const symbol of symbols) this.#symbols.add(symbol);
    this.#sources.push(one);
  }

  /** Each source's received times rise, but two clocks read one after the other may cross. */
  #inOrder(batch: readonly Tick[]): readonly Tick[] {
    const first = batch[0]?.receivedTimeMs ?? this.#receivedTimeMs;
    const atLeastMs = this.#receivedTimeMs;
    this.#receivedTimeMs = Math.max(atLeastMs, batch.at(-1)?.receivedTimeMs ?? 0);
    if (first >= atLeastMs) return batch;
    return batch.map((tick) =>
      tick.receivedTimeMs < atLeastMs ? { ...tick, receivedTimeMs: atLeastMs } : tick,
    );
  }
}
