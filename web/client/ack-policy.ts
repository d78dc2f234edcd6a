/** Decides when to acknowledge: what has been drawn, seldom, but always before the window is full. */

/** Longest time between something drawn and its Ack, ms. */
export const ACK_INTERVAL_MS = 250;
/** Shortest time between two, however small the window is: the server limits messages, ms. */
export const ACK_SPACING_MS = 50;

/** Frame numbers of one connection. Pure: told what happened, asked what to send. */
export class AckPolicy {
  #received = 0;
  #drawn = 0;
  #acknowledged = 0;
  #lastAckMs = -Infinity;
  #windowFrames = 0;

  /** Starts a connection. */
  reset(): void {
    this.#received = 0;
    this.#drawn = 0;
    this.#acknowledged = 0;
    this.#lastAckMs = -Infinity;
  }

  /** Sets after how many unacknowledged frames the server sends no more; 0: not known. */
  setWindow(windowFrames: number): void {
    this.#windowFrames = windowFrames;
  }

  /** Newest data frame received on this connection; 0: none. */
  get received(): number {
    return this.#received;
  }

  /** Whether something arrived that is not on the screen. */
  get isAnyUndrawn(): boolean {
    return this.#received > this.#drawn;
  }

  onReceived(frame: number): void {
    this.#received = Math.max(this.#received, frame);
  }

  /** Everything up to `frame` is on the screen, or will never be because nobody looks. */
  onDrawn(frame: number): void {
    this.#drawn = Math.max(this.#drawn, Math.min(frame, this.#received));
  }

  /** When `take` would next give a frame; Infinity while there is nothing to acknowledge. */
  get dueMs(): number {
    if (this.#drawn <= this.#acknowledged) return Infinity;
    return this.#lastAckMs + (this.#isHalfWindow() ? ACK_SPACING_MS : ACK_INTERVAL_MS);
  }

  /** Returns the frame to acknowledge now; undefined: none is due. */
  take(nowMs: number): number | undefined {
    if (nowMs < this.dueMs) return undefined;
    this.#acknowledged = this.#drawn;
    this.#lastAckMs = nowMs;
    return this.#drawn;
  }

  #isHalfWindow(): boolean {
    if (this.#windowFrames === 0) return false;
    return this.#drawn - this.#acknowledged >= Math.max(1, Math.floor(this.#windowFrames / 2));
  }
}
