/** Tick lines as objects, yielded by a function of the user's own, as a source. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isMarketDataError, MarketDataError } from '../../proto/errors.ts';
import type { Instrument, Tick } from '../../proto/types.ts';
import { LineLog } from '../lines/line-log.ts';
import { TickLineParser } from '../lines/tick-line-parser.ts';
import { ReceivedClock } from '../received-clock.ts';
import type { TickSource } from '../source.ts';
import { showValue } from '../venues/protocol-fault.ts';
import type { SourceFunctionContext } from './adapter-context.ts';
import { createModuleRedaction, moduleFault, reasonOf } from './module-fault.ts';

/** Items that are read at a time. */
const SLICE_ITEMS = 512;
/** Longest time without a look at anything else, ms. */
const TURN_MS = 10;
/** What a wait gives when the source is closed meanwhile. */
const CLOSED = Symbol('closed');

export interface IterableSourceOptions extends SourceFunctionContext {
  /** Of the module, for messages and as venue. */
  readonly path: string;
  /** Yields lines of the line format, as objects or texts, or arrays of them. */
  readonly items: AsyncIterable<unknown>;
}

/**
 * Takes the items as they come and waits for nobody: what stands behind them is a market that goes on. A module whose
 * data can wait returns a TickSource instead.
 */
export class IterableSource implements TickSource {
  readonly instruments: readonly Instrument[] = [];
  readonly canWait = false;
  readonly #path: string;
  readonly #iterator: AsyncIterator<unknown>;
  readonly #parser: TickLineParser;
  readonly #log: LineLog;
  readonly #receivedClock: ReceivedClock;
  readonly #batches: AsyncGenerator<readonly Tick[]>;
  readonly #counts = { items: 0, ticks: 0 };
  readonly #redact: (text: string) => string;
  #isClosed = false;
  /** When others have run last, ms of `performance`. */
  #turnMs = performance.now();
  /** Ends the present wait for an item. */
  #wake = (): void => undefined;

  constructor({ path, items, clock, logger, environment }: IterableSourceOptions) {
    this.#path = path;
    this.#redact = createModuleRedaction(environment);
    this.#iterator = iteratorOf(path, items);
    this.#receivedClock = new ReceivedClock(clock);
    this.#log = new LineLog(logger);
    this.#parser = new TickLineParser({
      venue: venueOf(path),
      onNotice: (notice) => {
        this.#log.noticed(notice);
      },
    });
    this.#batches = this.#run();
  }

  [Symbol.asyncIterator](): AsyncIterator<readonly Tick[]> {
    return this.#batches;
  }

  takeInstruments(): readonly Instrument[] {
    return this.#parser.takeInstruments();
  }

  counts(): Readonly<Record<string, number>> {
    const { badLines: badItems } = this.#log;
    return { ...this.#counts, badItems, roundedValues: this.#parser.roundedValues };
  }

  async close(): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#wake();
      // Not waited for: a generator that hangs in an await of its own ends only then.
      void this.#end();
    }
    await this.#batches.return(undefined);
  }

  /** What the module does wrong at its end is nobody's loss any more. */
  async #end(): Promise<void> {
    try {
      await this.#iterator.return?.();
    } catch {
      // Closed all the same.
    }
  }

  async *#run(): AsyncGenerator<readonly Tick[]> {
    for (;;) {
      const result = await this.#next();
      if (result === undefined || result.done === true) return;
      const { value } = result;
      const items = Array.isArray(value) ? (value as readonly unknown[]) : [value];
      for (let at = 0; at < items.length && !this.#hasEnded(); at += SLICE_ITEMS) {
        const ticks = this.#ticksOf(items.slice(at, at + SLICE_ITEMS));
        if (ticks.length > 0) yield ticks;
        await this.#letOthersRun();
      }
    }
  }

  /** A generator that never waits would leave no time for sockets, timers and signals. */
  async #letOthersRun(): Promise<void> {
    if (performance.now() - this.#turnMs < TURN_MS) return;
    await nextTurn();
    this.#turnMs = performance.now();
  }

  /** The next item; undefined when the source is closed meanwhile. */
  async #next(): Promise<IteratorResult<unknown> | undefined> {
    if (this.#isClosed) return undefined;
    try {
      const result = await new Promise<unknown>((resolve, reject) => {
        this.#wake = () => {
          resolve(CLOSED);
        };
        Promise.resolve(this.#iterator.next()).then(resolve, reject);
      });
      if (result === CLOSED) return undefined;
      if (typeof result === 'object' && result !== null) return result as IteratorResult<unknown>;
      throw new TypeError(`next() gave ${showValue(result)}, expected { value, done }`);
    } catch (cause) {
      if (this.#hasEnded()) return undefined;
      throw moduleFault(this.#path, '', cause, this.#redact);
    }
  }

  #hasEnded(): boolean {
    return this.#isClosed;
  }

  #ticksOf(items: readonly unknown[]): readonly Tick[] {
    const receivedTimeMs = this.#receivedClock.nowMs();
    const ticks: Tick[] = [];
    for (const item of items) {
      this.#counts.items += 1;
      try {
        // Its text is what the line format reads; a double prints itself in the fewest digits that say it.
        const line =
          typeof item === 'string'
            ? item
            : ((JSON.stringify(item, keepLong) as string | undefined) ?? 'undefined');
        for (const tick of this.#parser.parse(line, receivedTimeMs)) ticks.push(tick);
      } catch (error) {
        this.#log.refused(
          this.#counts.items,
          this.#redact(isMarketDataError(error) ? error.message : reasonOf(error)),
        );
      }
    }
    this.#counts.ticks += ticks.length;
    return ticks;
  }
}

function iteratorOf(path: string, items: AsyncIterable<unknown>): AsyncIterator<unknown> {
  const make: unknown = items[Symbol.asyncIterator];
  const made: unknown = typeof make === 'function' ? make.call(items) : undefined;
  const next = (made as { readonly next?: unknown } | null | undefined)?.next;
  if (typeof next === 'function') return made as AsyncIterator<unknown>;
  throw new MarketDataError(
    'ERR_CONFIG_INVALID',
    `${path}: its [Symbol.asyncIterator] makes no iterator, expected an async generator function`,
  );
}

function keepLong(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** `./my-feed.ts` -> `MY-FEED`. */
function venueOf(path: string): string {
  const name = /([^/\\]+?)(\.[cm]?[jt]s)?$/.exec(path)?.[1] ?? '';
  const venue = name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9_-]/g, '_')
    .slice(0, 32);
  return venue === '' ? 'MODULE' : venue;
}
