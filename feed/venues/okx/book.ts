/** The chain of sequence numbers that keeps an OKX order book whole; pure. */
import type { SequenceVerdict } from '../absolute-book.ts';

/**
 * Checks that each update names the message before it.
 *
 * Numbers may go down after a maintenance, so only equality counts. An update that repeats its own number is a sign
 * of life without changes and passes as any other. Frames from before 2023 have no numbers: nothing can be checked.
 *
 * @see https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-order-book-channel (date of the page not known)
 */
export class OkxSequence {
  #seqId: number | undefined;
  #prevSeqId: number | undefined;

  /**
   * Takes the numbers of the next message.
   *
   * @param seqId     Absent in old frames.
   * @param prevSeqId `seqId` of the message before; -1 in a snapshot.
   */
  next(
    isSnapshot: boolean,
    seqId: number | undefined,
    prevSeqId: number | undefined,
  ): SequenceVerdict {
    if (!isSnapshot && seqId !== undefined) {
      if (seqId === this.#seqId && prevSeqId === this.#prevSeqId && prevSeqId !== seqId) {
        return 'repeated';
      }
      if (prevSeqId !== this.#seqId) return 'gap';
    }
    this.#seqId = seqId;
    this.#prevSeqId = prevSeqId;
    return isSnapshot ? 'snapshot' : 'next';
  }
}
