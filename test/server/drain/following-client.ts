/** A client without a page that comes back as the page does, and keeps account of every trade of one symbol. */
import { comeBackAfterMs, CLOSE_CODES } from '../../../proto/close-codes.ts';
import type { ServerMessage, TradeView } from '../../../proto/frames.ts';
import { waitFor } from '../../support/wait-for.ts';
import { TestClient } from '../../support/test-client.ts';
import { backoffDelayMs } from '../../../web/client/backoff.ts';
import { setTimeout as delay } from 'node:timers/promises';

export interface FollowingOptions {
  readonly url: string;
  readonly ca: string;
  readonly symbol: string;
}

/** Connected, or on its way, until it is stopped. */
export class FollowingClient {
  readonly #options: FollowingOptions;
  /** All trades, in the order in which they came. */
  readonly trades: TradeView[] = [];
  /** Trades that a server said were missing. */
  skipped = 0;
  restarts = 0;
  /** Longest time without a trade since the first one, milliseconds. */
  longestSilenceMs = 0;
  /** How each of its connections ended. */
  readonly closes: { readonly code: number; readonly reason: string }[] = [];
  /** Ids of the servers that it was connected to. */
  readonly servers: string[] = [];
  #client: TestClient | undefined;
  #lastMs: number | undefined;
  #epoch = 0;
  #nextNumber = 0;
  #isStopped = false;

  constructor(options: FollowingOptions) {
    this.#options = options;
    void this.#run();
  }

  stop(): void {
    this.#isStopped = true;
    this.#client?.terminate();
  }

  async #run(): Promise<void> {
    let attempt = 0;
    let lostAtMs = performance.now();
    while (!this.#isStopped) {
      const before = this.trades.length;
      const close = await this.#follow().catch(() => undefined);
      if (this.trades.length > before) {
        attempt = 0;
        lostAtMs = performance.now();
      }
      if (close) this.closes.push(close);
      const askedMs =
        close?.code === CLOSE_CODES.shuttingDown ? comeBackAfterMs(close.reason) : undefined;
      const waitMs =
        askedMs ?? backoffDelayMs(attempt, performance.now() - lostAtMs, Math.random());
      attempt += 1;
      // As every client does: so long was it told, or agreed with itself, to stay away.
      await delay(waitMs);
    }
  }

  /** @returns How the connection ended. */
  async #follow(): Promise<{ readonly code: number; readonly reason: string }> {
    const { url, ca, symbol } = this.#options;
    const client = await TestClient.connect(url, { ca });
    this.#client = client;
    const last = this.trades.at(-1);
    client.send({
      kind: 'subscribe',
      requestId: 1,
      topics: [
        {
          symbol,
          channels: ['trades'],
          bars: [],
          ...(last && {
            tradesAfter: {
              entryMs: last.entryMs,
              entrySeq: last.entrySeq,
              index: last.index,
              epoch: this.#epoch,
              nextNumber: this.#nextNumber,
            },
          }),
        },
      ],
    });
    for (let read = 0; ;) {
      await waitFor(() => client.close !== undefined || client.frames.length > read, {
        what: 'a heartbeat at least',
        intervalMs: 5,
      });
      // Asked before the frames are read: those that came before the close are all there.
      const { close } = client;
      for (; read < client.frames.length; read++) {
        const frame = client.frames[read];
        if (frame) this.#take(frame);
      }
      if (close) return close;
    }
  }

  #take({ welcome, updates }: ServerMessage): void {
    this.servers.push(...welcome.map(({ server }) => server));
    for (const { trades: list } of updates) {
      if (!list) continue;
      if (list.isRestart && this.trades.length > 0) this.restarts += 1;
      if (this.trades.length > 0) this.skipped += list.skipped;
      this.#nextNumber = list.nextNumber ?? this.#nextNumber + list.skipped + list.trades.length;
      this.#epoch = list.epoch ?? this.#epoch;
      if (list.trades.length === 0) continue;
      this.trades.push(...list.trades);
      const nowMs = performance.now();
      this.longestSilenceMs = Math.max(this.longestSilenceMs, nowMs - (this.#lastMs ?? nowMs));
      this.#lastMs = nowMs;
    }
  }
}
