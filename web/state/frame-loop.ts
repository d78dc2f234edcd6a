/** Pulls frames from the worker: one commit per animation frame, none when there is nothing new. */
import type { FrameMessage, WorkerMessage } from '../client/link.ts';
import { CLOCK_JUMP_MS } from '../client/wake-timer.ts';
import type { PageEnvironment } from './page-environment.ts';

/** A frame that the browser does not grant within this is drawn without it, ms. */
const FRAME_LIMIT_MS = 1_000;
/** After a return nothing flashes for this long: what gathered at the slow rate is still on its way, ms. */
const SETTLE_MS = 500;

/** How a frame is to be written. */
export interface FrameManner {
  /** Without flashes. */
  readonly isQuiet: boolean;
  /** When the frame came; long ago if the page was hidden since. */
  readonly arrivedMs: number;
}

/**
 * The page always owes the worker one pull or the worker owes the page one frame, so at most one
 * message is under way and nothing piles up. The worker answers a pull when it has something new:
 * an idle market costs no animation frames.
 */
export class FrameLoop {
  readonly #environment: PageEnvironment;
  readonly #commit: (frame: FrameMessage, manner: FrameManner) => void;
  #pending: FrameMessage | null = null;
  #arrivedMs = Infinity;
  #cancelFrame: (() => void) | null = null;
  #cancelPull: (() => void) | null = null;
  /** Frames left that show without flashes: those that gathered while nobody looked. */
  #quietFrames = 0;
  #quietUntilMs = -Infinity;
  #drawnCount = 0;

  /** @param commit Writes a frame into the state. */
  constructor(
    environment: PageEnvironment,
    commit: (frame: FrameMessage, manner: FrameManner) => void,
  ) {
    this.#environment = environment;
    this.#commit = commit;
  }

  /** Asks for the first frame. */
  start(): void {
    this.#pull(0, 0, null);
  }

  /** Takes a frame of the worker. */
  onMessage(message: WorkerMessage): void {
    const nowMs = this.#environment.nowMs();
    // One comes every second at least: the machine slept, and what is in this one is not of now.
    if (nowMs - this.#arrivedMs > CLOCK_JUMP_MS) this.#quietUntilMs = nowMs + SETTLE_MS;
    this.#pending = message;
    this.#arrivedMs = nowMs;
    if (this.#environment.isVisible()) this.#schedule();
  }

  /** The page was shown or hidden. */
  onVisibilityChange(): void {
    if (this.#environment.isVisible()) {
      if (this.#quietFrames > 0) this.#quietUntilMs = this.#environment.nowMs() + SETTLE_MS;
      if (this.#pending) this.#schedule();
      return;
    }
    this.#cancelFrame?.();
    this.#cancelFrame = null;
    // The one that lies here, and the one that gathers meanwhile.
    this.#quietFrames = 2;
  }

  /** Returns how many frames were drawn since the last call. */
  takeDrawnCount(): number {
    const count = this.#drawnCount;
    this.#drawnCount = 0;
    return count;
  }

  stop(): void {
    this.#cancelFrame?.();
    this.#cancelPull?.();
    this.#cancelFrame = null;
    this.#cancelPull = null;
    this.#pending = null;
  }

  #schedule(): void {
    if (this.#cancelFrame) return;
    // Browsers that throttle a visible page (covered window, print dialog) must not stop the acks.
    const cancelTimer = this.#environment.startTimer(() => {
      this.#draw();
    }, FRAME_LIMIT_MS);
    const cancelFrame = this.#environment.requestFrame(() => {
      this.#draw();
    });
    this.#cancelFrame = () => {
      cancelTimer();
      cancelFrame();
    };
  }

  #draw(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = null;
    const frame = this.#pending;
    if (!frame) return;
    this.#pending = null;
    const isQuiet = this.#quietFrames > 0 || this.#environment.nowMs() < this.#quietUntilMs;
    if (this.#quietFrames > 0) this.#quietFrames -= 1;
    try {
      this.#commit(frame, { isQuiet, arrivedMs: this.#arrivedMs });
    } finally {
      this.#drawnCount += 1;
      // After this task the browser paints: only then has the frame been shown.
      this.#cancelPull = this.#environment.startTimer(() => {
        this.#pull(frame.connection, frame.newestFrame, frame.rows);
      }, 0);
    }
  }

  #pull(connection: number, drawnFrame: number, buffer: ArrayBuffer | null): void {
    this.#cancelPull = null;
    this.#environment.port.post(
      { kind: 'pull', connection, drawnFrame, buffer },
      buffer ? [buffer] : [],
    );
  }
}
