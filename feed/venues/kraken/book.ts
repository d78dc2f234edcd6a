/** The sum by which Kraken lets a client check its copy of a book; pure. */
import type { BookSide } from '../order-book.ts';
import { addToCrc, CRC_START, endCrc } from './checksum.ts';

/** Levels a side that the sum covers. */
export const CHECKSUM_LEVELS = 10;

/**
 * Sums the best levels of a book whose texts are `checksumDigits` of price and size, joined.
 *
 * @returns 0..2^32 - 1.
 * @see https://docs.kraken.com/exchange/guides/websockets/book-checksum-v2
 */
export class BookChecksum {
  #askState = CRC_START;
  #sum = 0;
  #isAsksCurrent = false;
  #isCurrent = false;

  /** Says that a side changed at this place from the best. */
  changed(isAsk: boolean, rank: number): void {
    if (rank >= CHECKSUM_LEVELS) return;
    this.#isCurrent = false;
    if (isAsk) this.#isAsksCurrent = false;
  }

  of(bids: BookSide, asks: BookSide): number {
    if (this.#isCurrent) return this.#sum;
    if (!this.#isAsksCurrent) this.#askState = addSide(CRC_START, asks);
    this.#isAsksCurrent = true;
    this.#sum = endCrc(addSide(this.#askState, bids));
    this.#isCurrent = true;
    return this.#sum;
  }
}

function addSide(state: number, side: BookSide): number {
  const count = Math.min(CHECKSUM_LEVELS, side.count);
  let crc = state;
  for (let rank = 0; rank < count; rank++) crc = addToCrc(crc, side.textAt(rank) ?? '');
  return crc;
}
