/** The elements of a chart and their size: layers over each other, watched for size, pixel ratio and visibility. */
import { wholePixels } from './canvas-layer.ts';
import { CrosshairLayer } from './crosshair-layer.ts';
import { LiveStrip } from './live-strip.ts';

/** The layers of one chart inside its host. */
export class ChartStage {
  /** Covers the host and takes the pointer events. */
  readonly root: HTMLElement;
  /** Chart.js' canvas: grid, axes and all bars but the newest. */
  readonly history: HTMLCanvasElement;
  readonly strip: LiveStrip;
  readonly crosshair: CrosshairLayer;
  /** Size in whole device pixels; 0 while the host has no size. */
  width = 0;
  height = 0;
  devicePixelRatio = 1;
  /** Whether any part of the chart is on the screen. */
  isOnScreen = true;
  #cssWidth: number;
  #cssHeight: number;

  /**
   * @param onChange Called when size, pixel ratio or visibility may have changed.
   * @param signal   Ends the watching.
   */
  constructor(host: HTMLElement, onChange: () => void, signal: AbortSignal) {
    const { ownerDocument } = host;
    this.root = ownerDocument.createElement('div');
    Object.assign(this.root.style, {
      position: 'relative',
      width: '100%',
      height: '100%',
      overflow: 'hidden',
      userSelect: 'none',
    });
    this.root.ariaHidden = 'true';
    this.history = ownerDocument.createElement('canvas');
    this.history.width = 0;
    this.history.height = 0;
    Object.assign(this.history.style, { position: 'absolute', top: '0', left: '0' });
    this.history.style.pointerEvents = 'none';
    this.root.append(this.history);
    host.append(this.root);
    this.strip = new LiveStrip(this.root);
    this.crosshair = new CrosshairLayer(this.root);
    this.#cssWidth = this.root.clientWidth;
    this.#cssHeight = this.root.clientHeight;
    this.#watch(onChange, signal);
  }

  /** Takes over size and pixel ratio; returns whether they differ from before. */
  measure(): boolean {
    const ratio = this.root.ownerDocument.defaultView?.devicePixelRatio ?? 1;
    const width = wholePixels(this.#cssWidth, ratio);
    const height = wholePixels(this.#cssHeight, ratio);
    if (width === this.width && height === this.height && ratio === this.devicePixelRatio) {
      return false;
    }
    [this.width, this.height, this.devicePixelRatio] = [width, height, ratio];
    return true;
  }

  /** All layers but the crosshair on one new canvas. */
  toCanvas(background: string): HTMLCanvasElement {
    const canvas = this.root.ownerDocument.createElement('canvas');
    canvas.width = this.width;
    canvas.height = this.height;
    const context = canvas.getContext('2d');
    if (context === null || this.width === 0 || this.height === 0) return canvas;
    context.fillStyle = background;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(this.history, 0, 0);
    this.strip.paintOnto(context);
    return canvas;
  }

  /** Takes everything out of the page. */
  remove(): void {
    this.strip.remove();
    this.crosshair.remove();
    this.root.remove();
    this.history.width = 0;
    this.history.height = 0;
  }

  #watch(onChange: () => void, signal: AbortSignal): void {
    const sizes = new ResizeObserver((entries) => {
      for (const { contentRect } of entries) {
        this.#cssWidth = contentRect.width;
        this.#cssHeight = contentRect.height;
      }
      onChange();
    });
    try {
      // Also speaks up when only the pixel ratio changes.
      sizes.observe(this.root, { box: 'device-pixel-content-box' });
    } catch {
      // Safari does not know that box; there the media query below has to do.
      sizes.observe(this.root);
    }
    const sight = new IntersectionObserver((entries) => {
      this.isOnScreen = entries.at(-1)?.isIntersecting ?? true;
      if (this.isOnScreen) onChange();
    });
    sight.observe(this.root);
    signal.addEventListener('abort', () => {
      sizes.disconnect();
      sight.disconnect();
    });
    this.#watchRatio(onChange, signal);
  }

  /** A change of the ratio has no event of its own: a query for exactly this ratio stops matching. */
  #watchRatio(onChange: () => void, signal: AbortSignal): void {
    const view = this.root.ownerDocument.defaultView;
    if (view === null || signal.aborted) return;
    const query = view.matchMedia(`(resolution: ${view.devicePixelRatio}dppx)`);
    const listener = (): void => {
      onChange();
      this.#watchRatio(onChange, signal);
    };
    query.addEventListener('change', listener, { once: true, signal });
  }
}
