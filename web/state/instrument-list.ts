/** The instruments that the server offers, fetched over HTTP until they are there. */
import { backoffDelayMs } from '../client/backoff.ts';
import type { PageEnvironment } from './page-environment.ts';
import type { InstrumentView } from './views.ts';

const PATH = '/api/instruments';
/** A server that has no instruments yet is asked again after this, ms. */
const EMPTY_RETRY_MS = 1_000;

/** Fetches on demand; repeats what fails, and never lets an older answer win over a newer one. */
export class InstrumentList {
  readonly #environment: PageEnvironment;
  readonly #onList: (instruments: readonly InstrumentView[]) => void;
  #failures = 0;
  #request = 0;
  #cancelRetry: (() => void) | null = null;

  /** @param onList Called with each list that was fetched, also an empty one. */
  constructor(
    environment: PageEnvironment,
    onList: (instruments: readonly InstrumentView[]) => void,
  ) {
    this.#environment = environment;
    this.#onList = onList;
  }

  /** Fetches the list now; a planned retry is done by that. */
  refresh(): void {
    this.stop();
    this.#request += 1;
    void this.#fetch(this.#request);
  }

  stop(): void {
    this.#request += 1;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }

  async #fetch(request: number): Promise<void> {
    let delayMs: number | undefined;
    try {
      const instruments = parseInstruments(await this.#environment.fetchJson(PATH));
      if (request !== this.#request) return;
      this.#failures = 0;
      this.#onList(instruments);
      if (instruments.length === 0) delayMs = EMPTY_RETRY_MS;
    } catch {
      // The server is away or starting: the connection chip says so, here it is only tried again.
      this.#failures += 1;
      delayMs = 500 + backoffDelayMs(this.#failures, 0, this.#environment.random());
    }
    if (request !== this.#request || delayMs === undefined) return;
    this.#cancelRetry = this.#environment.startTimer(() => {
      this.refresh();
    }, delayMs);
  }
}

/**
 * Reads the answer of `/api/instruments`; entries that are no instruments are left out.
 *
 * @throws {TypeError} When it is no list at all.
 */
export function parseInstruments(answer: unknown): InstrumentView[] {
  if (!Array.isArray(answer)) throw new TypeError(`${PATH}: expected a JSON array of instruments`);
  return answer.map(instrumentOf).filter((instrument) => instrument !== undefined);
}

function instrumentOf(value: unknown): InstrumentView | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { symbol, venue, displayName, priceDecimals, sizeDecimals, tickSize, currency } =
    value as Record<string, unknown>;
  if (typeof symbol !== 'string' || symbol === '') return undefined;
  if (!isDecimals(priceDecimals) || !isDecimals(sizeDecimals)) return undefined;
  return {
    symbol,
    venue: textOf(venue),
    displayName: textOf(displayName),
    priceDecimals,
    sizeDecimals,
    tickSize: typeof tickSize === 'number' && tickSize >= 1 ? tickSize : 1,
    currency: textOf(currency),
  };
}

function isDecimals(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 12;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
