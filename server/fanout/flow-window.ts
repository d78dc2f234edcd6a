/** How much one client has been sent and not yet shown: the acknowledgements, not the socket, decide. */

export interface WindowLimits {
  /** Unacknowledged frames, >= 1. */
  readonly frames: number;
  /** Unacknowledged bytes; one frame is allowed however large it is. */
  readonly bytes: number;
}

/** Frames in flight to one client. Kernel buffers hide a slow reader; this does not. */
export class FlowWindow {
  readonly #limits: WindowLimits;
  /** Ring over the frames in flight: bytes sent up to and with it, and when it was sent. */
  readonly #inFlight: Float64Array;
  #sentBytes = 0;
  #acknowledgedBytes = 0;
  #lastFrame = 0;
  #acknowledgedFrame = 0;

  constructor(limits: WindowLimits) {
    this.#limits = limits;
    this.#inFlight = new Float64Array(2 * limits.frames);
  }

  /** Whether another frame may be sent. */
  get isOpen(): boolean {
    const frames = this.#lastFrame - this.#acknowledgedFrame;
    return frames === 0 || (frames < this.#limits.frames && this.bytes < this.#limits.bytes);
  }

  /** Bytes sent and not acknowledged. */
  get bytes(): number {
    return this.#sentBytes - this.#acknowledgedBytes;
  }

  /** Number for the next frame: 1, 2, ... */
  get nextFrame(): number {
    return this.#lastFrame + 1;
  }

  /** When the oldest unacknowledged frame was sent; undefined when nothing is in flight. */
  get oldestSentMs(): number | undefined {
    if (this.#acknowledgedFrame === this.#lastFrame) return undefined;
    return this.#inFlight[this.#slot(this.#acknowledgedFrame + 1) + 1];
  }

  /** Takes note of a frame; only to be called while the window is open. */
  sent(bytes: number, nowMs: number): void {
    this.#lastFrame += 1;
    this.#sentBytes += bytes;
    const slot = this.#slot(this.#lastFrame);
    this.#inFlight[slot] = this.#sentBytes;
    this.#inFlight[slot + 1] = nowMs;
  }

  /**
   * Takes an acknowledgement of everything up to `frame`.
   *
   * @returns False when that frame was never sent; an old one is fine and changes nothing.
   */
  acknowledge(frame: number): boolean {
    if (frame > this.#lastFrame) return false;
    if (frame > this.#acknowledgedFrame) {
      this.#acknowledgedFrame = frame;
      this.#acknowledgedBytes = this.#inFlight[this.#slot(frame)] ?? 0;
    }
    return true;
  }

  #slot(frame: number): number {
    return 2 * (frame % this.#limits.frames);
  }
}
