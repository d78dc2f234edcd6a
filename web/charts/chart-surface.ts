/** The chart behind `createPriceChart`: dirty flags, and one frame that draws only what changed. */
import type { Chart } from 'chart.js';
import type { BarColumns } from '../model/bar-columns.ts';
import type { GestureCommand } from '../model/chart-gestures.ts';
import type { KeyCommand, WheelCommand } from '../model/chart-keys.ts';
import { ZoneClock } from '../model/chart-time-zone.ts';
import { NARROW_AFTER_MS } from '../model/chart-value-range.ts';
import type { Viewport } from '../model/viewport.ts';
import { AxisWidth } from './axis-width.ts';
import { CONTROLLER_OF, createHost, resizeHost } from './chart-host.ts';
import { ChartStage } from './chart-stage.ts';
import { ChartView } from './chart-view.ts';
import { Crosshair } from './crosshair.ts';
import { sharedFrames, type FrameScheduler, type FrameTask } from './frame-scheduler.ts';
import type { ChartPalette } from './palette.ts';
import { listenToInput, type InputTarget } from './pointer-input.ts';
import type { CrosshairInfo, PriceChart, PriceChartOptions, ViewportInfo } from './price-chart.ts';
import { Scene, type ChartInstrument, type ChartKind, type GapBand } from './scene.ts';

const USUAL_SPACING = 7;

type Listener<Info> = (info: Info) => void;

/** One mounted chart. */
export class ChartSurface implements PriceChart, FrameTask, InputTarget {
  readonly #scheduler: FrameScheduler;
  readonly #redraw: 'draw' | 'update';
  readonly #scene: Scene;
  readonly #view: ChartView;
  readonly #stage: ChartStage;
  readonly #chart: Chart;
  readonly #crosshair: Crosshair;
  readonly #axisWidth = new AxisWidth();
  readonly #ending = new AbortController();
  readonly #viewportListeners = new Set<Listener<ViewportInfo>>();
  #toldView: Viewport | null = null;
  #isLayoutDirty = true;
  #isHistoryDirty = true;
  #isStripDirty = true;
  #narrowTimer: ReturnType<typeof setTimeout> | undefined;

  /** See `createPriceChart`. */
  constructor(host: HTMLElement, options: PriceChartOptions) {
    const { instrument, intervalMs, palette, kind = 'candle', locale } = options;
    requireInterval(intervalMs);
    const zone = options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const clock = new ZoneClock(zone, locale);
    const { signal } = this.#ending;
    this.#scheduler = options.scheduler ?? sharedFrames;
    this.#redraw = options.redraw ?? 'draw';
    this.#scene = new Scene({ instrument, intervalMs, kind, palette, clock, locale });
    this.#scene.isLayoutOnly = true;
    this.#view = new ChartView(this.#scene, options.spacing ?? USUAL_SPACING);
    const onStage = (): void => {
      this.#request();
    };
    this.#stage = new ChartStage(host, onStage, signal);
    this.#stage.root.style.background = palette.background;
    this.#chart = createHost(this.#stage.history, this.#scene);
    this.#crosshair = new Crosshair(this.#scene, this.#stage);
    listenToInput(this.#stage.root, options.keyTarget ?? host, this, signal);
    this.#request();
  }

  get isLive(): boolean {
    return this.#scene.view.isLive;
  }
  get viewport(): ViewportInfo {
    return this.#scene.view;
  }

  xOf(openTimeMs: number): number {
    const { fromMs, toMs } = this.#scene.view;
    return ((openTimeMs - fromMs) / (toMs - fromMs)) * this.#view.plotWidth;
  }

  setBars(bars: BarColumns): void {
    this.#scene.resetBars(bars);
    this.#view.reset();
    this.#toldView = null;
    this.#crosshair.hide();
    this.#isHistoryDirty = true;
    this.#request();
  }

  barsChanged(): void {
    this.#request();
  }

  setInstrument(instrument: ChartInstrument): void {
    this.#scene.instrument = instrument;
    this.#axisWidth.reset(this.#scene);
    this.#relayout();
  }

  setInterval(intervalMs: number): void {
    requireInterval(intervalMs);
    this.#scene.intervalMs = intervalMs;
    this.#view.reset();
    this.#toldView = null;
    this.#crosshair.hide();
    this.#isHistoryDirty = true;
    this.#request();
  }

  setKind(kind: ChartKind): void {
    this.#scene.kind = kind;
    const [dataset] = this.#chart.data.datasets;
    if (dataset !== undefined) dataset.type = CONTROLLER_OF[kind];
    this.#relayout();
  }

  setPalette(palette: ChartPalette): void {
    this.#scene.palette = palette;
    this.#stage.root.style.background = palette.background;
    this.#repaint();
  }

  setTimeZone(timeZone: string): void {
    this.#scene.clock = new ZoneClock(timeZone, this.#scene.locale);
    this.#repaint();
  }

  setStale(isStale: boolean): void {
    if (isStale === this.#scene.isStale) return;
    this.#scene.isStale = isStale;
    this.#repaint();
  }

  setGaps(gaps: readonly GapBand[]): void {
    this.#scene.gaps = gaps;
    this.#crosshair.gapsChanged();
    this.#repaint();
  }

  setTagNote(text: string): void {
    if (text === this.#scene.tagNote) return;
    this.#scene.tagNote = text;
    this.#isStripDirty = true;
    this.#request();
  }

  goLive(): void {
    this.#view.goLive();
    this.#request();
  }

  resetView(): void {
    this.#view.goUsual();
    this.#request();
  }

  fitAll(): void {
    this.#view.fitAll();
    this.#request();
  }

  zoomBy(factor: number): void {
    this.#view.zoom(factor, null);
    this.#request();
  }

  showCrosshair(timeMs: number | null): void {
    this.#crosshair.showAt(timeMs);
    this.#request();
  }

  onCrosshair(listener: Listener<CrosshairInfo>): () => void {
    return this.#crosshair.listen(listener);
  }

  onViewportChange(listener: Listener<ViewportInfo>): () => void {
    this.#viewportListeners.add(listener);
    if (this.#toldView !== null) listener(this.#toldView);
    return () => this.#viewportListeners.delete(listener);
  }

  toCanvas(): HTMLCanvasElement {
    return this.#stage.toCanvas(this.#scene.palette.background);
  }

  destroy(): void {
    if (this.#ending.signal.aborted) return;
    this.#ending.abort();
    clearTimeout(this.#narrowTimer);
    this.#scheduler.cancel(this);
    this.#chart.destroy();
    this.#stage.remove();
    this.#viewportListeners.clear();
    this.#crosshair.forgetListeners();
  }

  gesture(command: GestureCommand): void {
    const ratio = this.#scene.devicePixelRatio;
    switch (command.kind) {
      case 'pan':
        this.#view.pan(command.dx);
        break;
      case 'zoom':
        this.#view.zoom(command.factor, command.x, true);
        break;
      case 'crosshair':
        this.#crosshair.pointAt(command.x * ratio, command.y * ratio);
        break;
      case 'hideCrosshair':
        this.#crosshair.hide();
        break;
      case 'reset':
        this.#view.goUsual();
        break;
    }
    this.#request();
  }

  wheel(command: WheelCommand, x: number): void {
    if (command.kind === 'pan') this.#view.pan(command.dx);
    else this.#view.zoom(command.factor, x, command.isAtPointer);
    this.#request();
  }

  key(command: KeyCommand): void {
    switch (command.kind) {
      case 'step':
        this.#view.reveal(this.#crosshair.step(command.bars));
        break;
      case 'oldest':
        this.#view.reveal(this.#crosshair.step(-Infinity));
        break;
      case 'live':
        this.#crosshair.hide();
        this.#view.goLive();
        break;
      case 'zoom':
        this.#view.zoom(command.factor, null);
        break;
      case 'hideCrosshair':
        this.#crosshair.hide();
        break;
    }
    this.#request();
  }

  /** Draws what has changed: nothing, the crosshair, the strip, or the whole chart; see FrameTask. */
  frame(nowMs: number): void {
    const stage = this.#stage;
    // Off the screen everything stays dirty until the chart comes back into sight.
    if (!stage.isOnScreen) return;
    if (stage.measure()) this.#isLayoutDirty = true;
    if (stage.width === 0 || stage.height === 0) return;
    if (this.#isLayoutDirty) this.#layOut();
    const { isHistoryDirty, isStripDirty } = this.#view.sync(nowMs);
    this.#isHistoryDirty ||= isHistoryDirty;
    this.#isStripDirty ||= isStripDirty;
    if (this.#axisWidth.widen(this.#scene, this.#chart.ctx)) {
      this.#layOut();
      this.#view.sync(nowMs);
    }
    if (this.#isHistoryDirty) {
      this.#drawHistory();
      this.#isStripDirty = true;
    }
    if (this.#isStripDirty) stage.strip.draw(this.#scene, stage.width);
    this.#crosshair.draw(this.#isStripDirty, this.#isHistoryDirty);
    this.#isHistoryDirty = false;
    this.#isStripDirty = false;
    this.#planNarrowing();
    this.#tellView();
  }

  #request(): void {
    if (!this.#ending.signal.aborted) this.#scheduler.request(this);
  }

  #repaint(): void {
    this.#isHistoryDirty = true;
    this.#request();
  }

  #relayout(): void {
    this.#isLayoutDirty = true;
    this.#request();
  }

  #layOut(): void {
    const { width, height, devicePixelRatio } = this.#stage;
    const scene = this.#scene;
    scene.devicePixelRatio = devicePixelRatio;
    scene.isLayoutOnly = true;
    resizeHost(this.#chart, width, height, devicePixelRatio);
    this.#chart.update('none');
    scene.isLayoutOnly = false;
    this.#isLayoutDirty = false;
    this.#isHistoryDirty = true;
    const { left, right } = scene.pricePane;
    this.#view.setPlotWidth((right - left) / devicePixelRatio);
  }

  #drawHistory(): void {
    if (this.#redraw === 'draw') this.#chart.draw();
    else this.#chart.update('none');
  }

  #planNarrowing(): void {
    const { priceRange, volumeRange } = this.#scene;
    const isLoose = [priceRange, volumeRange].some(
      (range) => (range?.looseSinceMs ?? null) !== null,
    );
    if (!isLoose || this.#narrowTimer !== undefined) return;
    this.#narrowTimer = setTimeout(() => {
      this.#narrowTimer = undefined;
      this.#request();
    }, NARROW_AFTER_MS + 20);
  }

  #tellView(): void {
    const { view, bars } = this.#scene;
    const told = this.#toldView;
    if (bars.length === 0) return;
    if (told?.fromMs === view.fromMs && told.toMs === view.toMs && told.isLive === view.isLive) {
      return;
    }
    this.#toldView = view;
    for (const listener of this.#viewportListeners) listener(view);
  }
}

function requireInterval(intervalMs: number): void {
  if (Number.isFinite(intervalMs) && intervalMs > 0) return;
  throw new RangeError(
    `Expected a bar length in milliseconds > 0, got ${intervalMs}; use a value of INTERVAL_MS.`,
  );
}
