/** The dashboard's state: joins the user's choices with what the worker sends. */
import type { TierMs } from '../../proto/frames.ts';
import type { FrameMessage, LinkStatus } from '../client/link.ts';
import { mergeGapSpans, type GapSpan } from '../model/gap-spans.ts';
import { BarState } from './bar-state.svelte.ts';
import { BookState } from './book-state.svelte.ts';
import { connectionView, FIRST_STATUS } from './connection-view.ts';
import type { BarStore, Dashboard } from './dashboard.ts';
import { desiredTopics } from './desired-topics.ts';
import { FrameLoop, type FrameManner } from './frame-loop.ts';
import { GapState } from './gap-state.svelte.ts';
import { InstrumentList } from './instrument-list.ts';
import type { PageEnvironment } from './page-environment.ts';
import { Selection } from './selection.svelte.ts';
import type { SymbolState } from './symbol-state.svelte.ts';
import { SymbolStores } from './symbol-stores.ts';
import { TickAges } from './tick-ages.ts';
import type { BookView, ConnectionView, InstrumentView, Preferences } from './views.ts';

const SECOND_MS = 1_000;

/** One instance for the page. Reactive fields are replaced in one commit per animation frame. */
export class LiveDashboard implements Dashboard {
  readonly bars: BarStore;
  readonly #environment: PageEnvironment;
  readonly #selection: Selection;
  readonly #instrumentList: InstrumentList;
  readonly #loop: FrameLoop;
  readonly #bars: BarState;
  readonly #gaps = new GapState();
  readonly #book = new BookState();
  readonly #tickAges = new TickAges();
  readonly #stores = new SymbolStores();
  #status: LinkStatus = FIRST_STATUS;
  #hasFailed = false;
  #tickAgeMs = -1;
  /** Tier that the worker was told; it starts with the fastest. */
  #toldTierMs: TierMs = 0;
  #cancelSecond: (() => void) | null = null;
  readonly #stopListening: () => void;

  readonly #allGaps = $derived.by(() => mergeGapSpans(this.#gaps.spans, this.#bars.olderGaps));
  #connection: ConnectionView = $state.raw(connectionView(FIRST_STATUS, 0, -1, null));
  #instruments: readonly InstrumentView[] = $state.raw([]);
  #nowMs = $state(0);
  #drawnFramesPerSecond = $state(0);

  constructor(environment: PageEnvironment) {
    this.#environment = environment;
    this.#bars = new BarState(environment);
    this.bars = this.#bars;
    this.#nowMs = environment.nowMs();
    this.#connection = connectionView(FIRST_STATUS, this.#nowMs, -1, null);
    this.#loop = new FrameLoop(environment, (frame, manner) => {
      this.#commit(frame, manner);
    });
    this.#selection = new Selection(environment, () => {
      this.#show();
    });
    this.#instrumentList = new InstrumentList(environment, (instruments) => {
      this.#setInstruments(instruments);
    });
    this.#stopListening = environment.onVisibilityChange(() => {
      this.#onVisibilityChange();
    });
    this.#start();
  }

  get connection(): ConnectionView {
    return this.#connection;
  }
  get instruments(): readonly InstrumentView[] {
    return this.#instruments;
  }
  get preferences(): Preferences {
    return this.#selection.preferences;
  }
  get book(): BookView {
    return this.#book.view;
  }
  get gaps(): readonly GapSpan[] {
    return this.#allGaps;
  }
  get nowMs(): number {
    return this.#nowMs;
  }
  get drawnFramesPerSecond(): number {
    return this.#drawnFramesPerSecond;
  }

  symbol(symbol: string): SymbolState {
    return this.#stores.get(symbol);
  }

  setPreferences(change: Partial<Preferences>): void {
    this.#selection.set(change);
  }
  addSymbol(symbol: string): void {
    this.#selection.addSymbol(symbol);
  }
  removeSymbol(symbol: string): void {
    this.#selection.removeSymbol(symbol);
  }
  moveSymbol(symbol: string, toIndex: number): void {
    this.#selection.moveSymbol(symbol, toIndex);
  }
  select(symbol: string): void {
    this.#selection.set({ selected: symbol });
  }
  retryNow(): void {
    this.#environment.port.post({ kind: 'retryNow' }, []);
  }
  refreshInstruments(): void {
    this.#instrumentList.refresh();
  }

  destroy(): void {
    this.#stopListening();
    this.#selection.stop();
    this.#instrumentList.stop();
    this.#loop.stop();
    this.#bars.stop();
    this.#cancelSecond?.();
    this.#environment.port.post({ kind: 'stop' }, []);
    this.#environment.port.close();
  }

  #start(): void {
    const { port, streamUrl, isDebug } = this.#environment;
    port.onMessage = (message) => {
      this.#loop.onMessage(message);
    };
    port.onFailure = (reason) => {
      this.#fail(reason);
    };
    port.post({ kind: 'start', url: streamUrl, isDebug }, []);
    if (!this.#environment.isVisible()) port.post({ kind: 'visibility', isVisible: false }, []);
    this.#show();
    this.#selection.writeFragment();
    this.#loop.start();
    this.#instrumentList.refresh();
    this.#startSecond();
  }

  /** Makes everything follow the choices: subscriptions, chart, book. */
  #show(): void {
    const preferences = this.#selection.preferences;
    const topics = desiredTopics(preferences);
    this.#stores.setWanted(topics.map(({ symbol }) => symbol));
    this.#bars.show(preferences.selected, preferences.interval);
    this.#gaps.show(preferences.selected);
    this.#book.show(preferences.selected);
    const { port } = this.#environment;
    port.post({ kind: 'topics', topics }, []);
    const { tierMs } = preferences;
    if (tierMs !== this.#toldTierMs) port.post({ kind: 'tier', tierMs }, []);
    this.#toldTierMs = tierMs;
  }

  #setInstruments(instruments: readonly InstrumentView[]): void {
    this.#instruments = instruments;
    this.#stores.setInstruments(instruments);
    this.#selection.setInstruments(instruments);
  }

  /** Writes one frame of the worker; Svelte then updates the page once. */
  #commit(frame: FrameMessage, { isQuiet, arrivedMs }: FrameManner): void {
    const nowMs = this.#environment.nowMs();
    this.#stores.apply(frame, isQuiet, (receivedMs) => {
      if (!isQuiet) this.#tickAges.add(nowMs - receivedMs);
    });
    this.#bars.apply(frame.bars);
    this.#gaps.apply(frame.gaps);
    this.#book.apply(frame.depths, frame.tapes);
    if (frame.status) this.#setStatus(frame.status, arrivedMs);
    else if (frame.feeds.length > 0) this.#showConnection(arrivedMs);
  }

  /** @param arrivedMs When it was true: judged by now, a page that was hidden would say `slow` first. */
  #setStatus(status: LinkStatus, arrivedMs: number): void {
    const isOpened = status.phase === 'open' && this.#status.phase !== 'open';
    this.#status = status;
    this.#showConnection(arrivedMs);
    this.#bars.setReachable(status.phase === 'open' && status.isLogConnected);
    // Another server may offer other instruments.
    if (isOpened) this.#instrumentList.refresh();
  }

  #showConnection(nowMs: number): void {
    if (this.#hasFailed) return;
    this.#connection = connectionView(
      this.#status,
      nowMs,
      this.#tickAgeMs,
      this.#connection,
      this.#stores.feedOutage(),
    );
  }

  /** The worker is gone, and with it all that would mark the prices as old. */
  #fail(reason: string): void {
    this.#hasFailed = true;
    this.#stores.setStale();
    this.#connection = {
      ...this.#connection,
      state: 'rejected',
      message: `The page's data worker failed: ${reason}. Reload the page.`,
      sinceMs: this.#environment.nowMs(),
      retryAtMs: 0,
    };
  }

  #onVisibilityChange(): void {
    const isVisible = this.#environment.isVisible();
    this.#environment.port.post({ kind: 'visibility', isVisible }, []);
    this.#loop.onVisibilityChange();
    if (!isVisible) return;
    this.#bars.resumeOlder();
    this.#startSecond();
  }

  /** Ages, clocks and rates move once a second, and not at all while nobody looks. */
  #startSecond(): void {
    this.#cancelSecond?.();
    this.#cancelSecond = this.#environment.startTimer(() => {
      this.#cancelSecond = null;
      if (!this.#environment.isVisible()) return;
      const nowMs = this.#environment.nowMs();
      this.#nowMs = nowMs;
      this.#drawnFramesPerSecond = this.#loop.takeDrawnCount();
      this.#tickAgeMs = this.#tickAges.takeMedianMs();
      this.#showConnection(nowMs);
      this.#startSecond();
    }, SECOND_MS);
  }
}
