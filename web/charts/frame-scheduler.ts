/** One animation frame for all charts: asked for only while something is dirty. */

/** What runs in a frame. */
export interface FrameTask {
  /** @param nowMs Time of the frame, milliseconds since the page began (`performance.now()`). */
  frame(nowMs: number): void;
}

/** The browser's frame functions, replaceable in tests. */
export interface FrameSource {
  readonly request: (callback: (nowMs: number) => void) => number;
  readonly cancel: (handle: number) => void;
}

const browserFrames: FrameSource = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => {
    cancelAnimationFrame(handle);
  },
};

/** Collects dirty tasks and runs each once in the next frame. */
export class FrameScheduler {
  readonly #source: FrameSource;
  #dirty = new Set<FrameTask>();
  #running = new Set<FrameTask>();
  #handle: number | null = null;

  constructor(source: FrameSource = browserFrames) {
    this.#source = source;
  }

  /** Whether a frame has been asked for. */
  get isScheduled(): boolean {
    return this.#handle !== null;
  }

  /** Runs `task` in the next frame, once however often it is asked for. */
  request(task: FrameTask): void {
    this.#dirty.add(task);
    this.#handle ??= this.#source.request((nowMs) => {
      this.#run(nowMs);
    });
  }

  /** Forgets `task`; without others no frame comes. */
  cancel(task: FrameTask): void {
    this.#dirty.delete(task);
    this.#running.delete(task);
    if (this.#dirty.size > 0 || this.#handle === null) return;
    this.#source.cancel(this.#handle);
    this.#handle = null;
  }

  #run(nowMs: number): void {
    this.#handle = null;
    // Two sets change places, so that what becomes dirty now waits for the next frame.
    [this.#running, this.#dirty] = [this.#dirty, this.#running];
    for (const task of this.#running) {
      this.#running.delete(task);
      try {
        task.frame(nowMs);
      } catch (error) {
        // One broken chart must not stop the others.
        reportError(error);
      }
    }
  }
}

/** The page's scheduler: charts share it so that a page has one frame, whoever made the charts. */
export const sharedFrames = new FrameScheduler();
