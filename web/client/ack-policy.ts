/** Decides when to acknowledge: what has been drawn, seldom, but always before the window is full. */

/** Longest time between something drawn and its Ack, ms. */
export const ACK_INTERVAL_MS = 500;
/** Shortest time between two, however small the window is: the server limits messages, ms. */
export const ACK_SPACING_MS = 50;

/** How far the frames of a connection have come. */
interface Mark {
  /** Number of a data frame; 0: before the first. */
  readonly frame: number;
  /** Size of all data frames up to and with it, bytes. */
  readonly bytes: number;
}

const START: Mark = { frame: 0, bytes: 0 };

/**
 * Frames of one connection on their way: received, handed to the page, drawn, acknowledged. Pure: told
 * what happened, asked what to send. Only what was handed to the page can be drawn, and only what was
 * received can be handed: so no Ack is of a frame that this connection never sent.
 */
export class AckPolicy {
  #received = START;
  #handed = START;
  #drawn = START;
  #acknowledged = START;
  #lastAckMs = -Infinity;
  #windowFrames = 0;
  #windowBytes = 0;

  /** Starts a connection: numbers and window of the one before are void. */
  reset(): void {
    this.#received = START;
    this.#handed = START;
    this.#drawn = START;
    this.#acknowledged = START;
    this.#lastAckMs = -Infinity;
    this.setWindow(0, 0);
  }

  /**
   * Sets after how much that is not acknowledged the server sends no more, whichever is reached first.
   *
   * @param frames Frames; 0: not known.
   * @param bytes  Bytes; 0: not known.
   */
  setWindow(frames: number, bytes: number): void {
    this.#windowFrames = frames;
    this.#windowBytes = bytes;
  }

  /** Whether something arrived that is not on the screen. */
  get isAnyUndrawn(): boolean {
    return this.#received.frame > this.#drawn.frame;
  }

  /** @param frame Number of the frame; 0: it holds no data. */
  onReceived(frame: number, bytes: number): void {
    if (frame <= this.#received.frame) return;
    this.#received = { frame, bytes: this.#received.bytes + bytes };
  }

  /** Everything received goes to the page now. Returns the newest frame of it; 0: none. */
  handOver(): number {
    this.#handed = this.#received;
    return this.#handed.frame;
  }

  /** What was handed over last is on the screen. @param frame Its newest frame, as the page says. */
  onDrawn(frame: number): void {
    if (frame >= this.#handed.frame) this.#draw(this.#handed);
  }

  /** Nobody looks: what has arrived will never be drawn by itself, and counts as shown. */
  onUnwatched(): void {
    this.#draw(this.#received);
  }

  /** When `take` would next give a frame; Infinity while there is nothing to acknowledge. */
  get dueMs(): number {
    if (this.#drawn.frame <= this.#acknowledged.frame) return Infinity;
    return this.#lastAckMs + (this.#isHalfWindow() ? ACK_SPACING_MS : ACK_INTERVAL_MS);
  }

  /** Returns the frame to acknowledge now; undefined: none is due. */
  take(nowMs: number): number | undefined {
    if (nowMs < this.dueMs) return undefined;
    this.#acknowledged = this.#drawn;
    this.#lastAckMs = nowMs;
    return this.#drawn.frame;
  }

  #draw(mark: Mark): void {
    if (mark.frame > this.#drawn.frame) this.#drawn = mark;
  }

  #isHalfWindow(): boolean {
    const frames = this.#drawn.frame - this.#acknowledged.frame;
    const bytes = this.#drawn.bytes - this.#acknowledged.bytes;
    return isHalf(frames, this.#windowFrames) || isHalf(bytes, this.#windowBytes);
  }
}

function isHalf(count: number, limit: number): boolean {
  return limit > 0 && count >= Math.max(1, Math.floor(limit / 2));
}
