/** The update ids that keep a Bybit order book whole; pure. */
import type { SequenceVerdict } from '../absolute-book.ts';

/**
 * Checks that each delta's update id is the one before plus one.
 *
 * A snapshot always replaces the book, also one whose id is 1: that is a restart of the venue's service.
 *
 * @see https://bybit-exchange.github.io/docs/v5/websocket/public/orderbook (bybit-exchange/docs 072c197)
 */
export class BybitSequence {
  #updateId = NaN;

  /** Takes the id of the next message of the channel. */
  next(isSnapshot: boolean, updateId: number): SequenceVerdict {
    if (isSnapshot || updateId === 1) {
      this.#updateId = updateId;
      return 'snapshot';
    }
    if (updateId <= this.#updateId) return 'repeated';
    if (updateId > this.#updateId + 1) return 'gap';
    this.#updateId = updateId;
    return 'next';
  }
}
