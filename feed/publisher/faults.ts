/** Ticks that the publisher must not write: counted, and logged once for each symbol and kind of fault. */
import type { Logger } from 'pino';
import type { Tick } from '../../proto/types.ts';

/** Faults that are remembered as logged; later new ones are only counted. */
const MAX_LOGGED = 1_000;

export class PublisherFaults {
  readonly #logger: Logger;
  readonly #logged = new Set<string>();
  #invalidCount = 0;
  #unregisteredCount = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Ticks dropped since the start as not valid, and as of a symbol that nobody registered. */
  get counts(): { readonly invalidTicks: number; readonly unregisteredTicks: number } {
    return { invalidTicks: this.#invalidCount, unregisteredTicks: this.#unregisteredCount };
  }

  invalid(tick: Tick, fault: string): void {
    this.#invalidCount += 1;
    // The numbers in the text differ from tick to tick, the kind of fault does not.
    this.#log(tick, fault, fault.replace(/-?\d+(\.\d+)?/g, ''));
  }

  unregistered(tick: Tick): void {
    this.#unregisteredCount += 1;
    this.#log(tick, 'its symbol is not registered as an instrument', '');
  }

  #log(tick: Tick, fault: string, faultKind: string): void {
    const key = `${tick.symbol} ${tick.kind} ${faultKind}`;
    if (this.#logged.has(key) || this.#logged.size >= MAX_LOGGED) return;
    this.#logged.add(key);
    this.#logger.error(
      { symbol: tick.symbol, kind: tick.kind, fault },
      'tick dropped; further ones like it are only counted',
    );
  }
}
