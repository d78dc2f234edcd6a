/** When a connection that is still open has to be taken for lost; pure. */

export interface SilenceLimits {
  /** Without anything at all for so long it is dead, ms. */
  readonly silenceMs: number;
  /** Without market data for so long it is mute, however many heartbeats came, ms. */
  readonly dataSilenceMs: number;
}

/** What came on one connection, and when. Times are of a clock that never goes back. */
export class Silence {
  readonly #limits: SilenceLimits;
  #heardMs = Infinity;
  #dataMs = Infinity;

  constructor(limits: SilenceLimits) {
    this.#limits = limits;
  }

  /** Anything came: a frame, a ping, a pong. */
  heard(nowMs: number): void {
    this.#heardMs = nowMs;
  }

  /** Market data came, or the connection was opened, from when on both are waited for. */
  data(nowMs: number): void {
    this.#heardMs = nowMs;
    this.#dataMs = nowMs;
  }

  /** Undefined: all is well. */
  verdict(nowMs: number): 'dead' | 'mute' | undefined {
    const { silenceMs, dataSilenceMs } = this.#limits;
    if (nowMs - this.#heardMs >= silenceMs) return 'dead';
    return nowMs - this.#dataMs >= dataSilenceMs ? 'mute' : undefined;
  }
}
