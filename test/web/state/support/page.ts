/** A whole page without a browser: real state classes, real worker core, real sockets, moved clock. */
import { createRequire } from 'node:module';
import type * as Util from 'node:timers/promises';
import type { PageMessage, WorkerMessage } from '../../../../web/client/link.ts';
import { StreamClient } from '../../../../web/client/stream-client.ts';
import { LiveDashboard } from '../../../../web/state/live-dashboard.svelte.ts';
import type { PageEnvironment, WorkerPort } from '../../../../web/state/page-environment.ts';
import { ManualClock } from '../../client/support/manual-clock.ts';
import {
  openNodeSocket,
  type Session,
  type StreamServer,
} from '../../client/support/stream-server.ts';
import { grant } from './market.ts';

const { setImmediate } = createRequire(import.meta.url)('node:timers/promises') as typeof Util;

export class TestPage {
  readonly clock = new ManualClock();
  readonly storage = new Map<string, string>();
  readonly sent: PageMessage[] = [];
  readonly frames: WorkerMessage[] = [];
  fragment = '';
  isVisible = true;
  instruments: unknown = [];
  /** Answer to a request for older bars. */
  olderBars: (query: URLSearchParams) => unknown = () => ({ bars: [], hasOlder: false });
  /** What the worker found worth a line in the console. */
  warningCount = 0;
  /** Animation frames that were asked for. */
  requestedFrames = 0;
  dashboard!: LiveDashboard;
  client!: StreamClient;
  port!: WorkerPort;
  readonly #url: string;
  #frames = new Set<() => void>();
  #visibility: () => void = () => undefined;
  #fragmentChange: () => void = () => undefined;

  constructor(url: string) {
    this.#url = url;
  }

  open(): LiveDashboard {
    const { clock } = this;
    const port: WorkerPort = {
      post: (message, transfer) => {
        this.sent.push(message);
        this.client.onPageMessage(structuredClone(message, { transfer }));
      },
      onMessage: () => undefined,
      onFailure: () => undefined,
      close: () => undefined,
    };
    this.port = port;
    this.client = new StreamClient({
      nowMs: clock.nowMs,
      wallMs: clock.wallMs,
      startTimer: clock.startTimer,
      random: () => 0.5,
      openSocket: openNodeSocket,
      post: (message, transfer) => {
        this.frames.push(message);
        port.onMessage(structuredClone(message, { transfer }));
      },
      warn: () => {
        this.warningCount += 1;
      },
    });
    const environment: PageEnvironment = {
      port,
      streamUrl: this.#url,
      isDebug: true,
      nowMs: clock.nowMs,
      startTimer: clock.startTimer,
      random: () => 0.5,
      requestFrame: (callback) => {
        this.requestedFrames += 1;
        this.#frames.add(callback);
        return () => this.#frames.delete(callback);
      },
      isVisible: () => this.isVisible,
      onVisibilityChange: (callback) => {
        this.#visibility = callback;
        return () => undefined;
      },
      fragment: () => this.fragment,
      replaceFragment: (fragment) => {
        this.fragment = fragment;
      },
      onFragmentChange: (callback) => {
        this.#fragmentChange = callback;
        return () => undefined;
      },
      load: (key) => this.storage.get(key) ?? null,
      save: (key, text) => {
        this.storage.set(key, text);
      },
      fetchJson: (path) => {
        const [resource, query] = path.split('?');
        const answer =
          resource === '/api/bars' ? this.olderBars(new URLSearchParams(query)) : this.instruments;
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    };
    this.dashboard = new LiveDashboard(environment);
    return this.dashboard;
  }

  /** The browser paints: runs the frames asked for, and the tasks right after them. */
  paint(): void {
    const frames = [...this.#frames];
    this.#frames.clear();
    for (const callback of frames) callback();
    this.clock.advance(0);
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.#visibility();
  }

  navigate(fragment: string): void {
    this.fragment = fragment;
    this.#fragmentChange();
  }

  /** Lets sockets and promises work and the page paint until `condition` holds. */
  async until(condition: () => boolean): Promise<void> {
    for (let turn = 0; turn < 5_000; turn++) {
      if (condition()) return;
      await setImmediate();
      this.paint();
    }
    throw new Error(`not within 5000 turns: ${condition.toString()}`);
  }
}

/** Opens the page, and grants it what it asks for, with a last price of 100 for every symbol. */
export async function connectPage(page: TestPage, server: StreamServer): Promise<Session> {
  const dashboard = page.open();
  const session = await server.accept();
  await page.until(() => session.received.some(({ kind }) => kind === 'subscribe'));
  const { topics, requestId } = await session.next('subscribe');
  grant(
    session,
    page.clock.now,
    topics.map(({ symbol }) => symbol),
    requestId,
  );
  await page.until(() => dashboard.symbol('SYM0').view.last === 100);
  return session;
}
