/** What the state classes need of the browser, so that tests can give them another one. */
import { createPageClock } from '../client/page-clock.ts';
import type { PageMessage, WorkerMessage } from '../client/link.ts';

/** The other end of the worker. */
export interface WorkerPort {
  post(message: PageMessage, transfer: ArrayBuffer[]): void;
  /** Called with every message of the worker. */
  onMessage: (message: WorkerMessage) => void;
  /** Called when the worker died. */
  onFailure: (reason: string) => void;
  close(): void;
}

export interface PageEnvironment {
  readonly port: WorkerPort;
  /** wss address of the stream. */
  readonly streamUrl: string;
  readonly isDebug: boolean;
  /** Page clock, UNIX ms, never falls. */
  nowMs(): number;
  /** Uniform in [0, 1). */
  random(): number;
  /** Calls back before the next paint. Returns what cancels it. */
  requestFrame(callback: () => void): () => void;
  /** Calls back once. Returns what cancels it. */
  startTimer(callback: () => void, delayMs: number): () => void;
  isVisible(): boolean;
  /** Calls back when the page is hidden, shown, or restored. Returns what stops it. */
  onVisibilityChange(callback: () => void): () => void;
  fragment(): string;
  /** Puts the fragment into the address without an entry in the history. */
  replaceFragment(fragment: string): void;
  /** Calls back when the user changes the fragment. Returns what stops it. */
  onFragmentChange(callback: () => void): () => void;
  /** Null: nothing there, or storage is not allowed. */
  load(key: string): string | null;
  save(key: string, text: string): void;
  /**
   * GETs JSON of the same origin.
   *
   * @param signal Gives the request up.
   * @throws {HttpError} When the server answers with an error.
   */
  fetchJson(path: string, signal?: AbortSignal): Promise<unknown>;
}

/** An answer that is none. */
export class HttpError extends Error {
  readonly status: number;

  constructor(path: string, status: number) {
    super(`${path}: expected 200, got ${String(status)}`);
    this.status = status;
  }

  /** Whether the same request will never be answered: not so when the server is busy or starting. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && ![408, 425, 429].includes(this.status);
  }
}

/** The environment of a real page. */
export function browserEnvironment(port: WorkerPort): PageEnvironment {
  return {
    port,
    streamUrl: `${location.protocol === 'http:' ? 'ws' : 'wss'}://${location.host}/stream`,
    isDebug: new URLSearchParams(location.search).has('debug'),
    nowMs: createPageClock(),
    random: () => Math.random(),
    requestFrame: (callback) => {
      const frame = requestAnimationFrame(callback);
      return () => {
        cancelAnimationFrame(frame);
      };
    },
    startTimer: (callback, delayMs) => {
      const timer = setTimeout(callback, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
    isVisible: () => document.visibilityState === 'visible',
    onVisibilityChange: (callback) =>
      listen(callback, [document, 'visibilitychange'], [window, 'pageshow']),
    fragment: () => location.hash,
    replaceFragment: (fragment) => {
      history.replaceState(history.state, '', fragment === '' ? location.pathname : fragment);
    },
    onFragmentChange: (callback) => listen(callback, [window, 'hashchange']),
    load: (key) => {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    save: (key, text) => {
      try {
        localStorage.setItem(key, text);
      } catch {
        // Storage is full or forbidden: the choice holds until the page is closed.
      }
    },
    fetchJson: async (path, signal) => {
      const headers = { accept: 'application/json' };
      const response = await fetch(path, { headers, ...(signal && { signal }) });
      if (!response.ok) throw new HttpError(path, response.status);
      return (await response.json()) as unknown;
    },
  };
}

function listen(
  callback: () => void,
  ...sources: readonly (readonly [EventTarget, string])[]
): () => void {
  for (const [target, name] of sources) target.addEventListener(name, callback);
  return () => {
    for (const [target, name] of sources) target.removeEventListener(name, callback);
  };
}

/** Starts the worker of a real page. */
export function startWorker(): WorkerPort {
  const worker = new Worker(new URL('../client/worker.ts', import.meta.url), { type: 'module' });
  const port: WorkerPort = {
    post: (message, transfer) => {
      worker.postMessage(message, transfer);
    },
    onMessage: () => undefined,
    onFailure: () => undefined,
    close: () => {
      worker.terminate();
    },
  };
  worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
    port.onMessage(data);
  };
  worker.onerror = (event) => {
    port.onFailure(event.message || 'the script could not be loaded');
  };
  return port;
}
