/** A canvas of whole device pixels that lies over the chart. */
import type { Canvas2D } from './paint-bars.ts';

/** Runs `draw` with coordinates in device pixels and restores the context afterwards. */
export function inDevicePixels(context: Canvas2D, draw: () => void): void {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  draw();
  context.restore();
}

/** Largest width in CSS pixels whose device pixels are whole; `fraction` guards against 99.99999. */
export function wholePixels(cssLength: number, devicePixelRatio: number): number {
  return Math.floor(cssLength * devicePixelRatio + 1e-3);
}

/** One absolutely placed canvas. All lengths are device pixels. */
export class CanvasLayer {
  readonly canvas: HTMLCanvasElement;
  readonly context: Canvas2D;
  #left = -1;
  #ratio = 0;

  /** @throws {Error} When the browser gives no 2D context. */
  constructor(host: HTMLElement) {
    this.canvas = host.ownerDocument.createElement('canvas');
    this.canvas.width = 0;
    this.canvas.height = 0;
    const { style } = this.canvas;
    style.position = 'absolute';
    style.top = '0';
    style.left = '0';
    style.pointerEvents = 'none';
    const context = this.canvas.getContext('2d');
    if (context === null) {
      throw new Error('Expected a 2D canvas context, got none; this browser cannot draw charts.');
    }
    this.context = context;
    host.append(this.canvas);
  }

  /** Distance from the host's left edge, device pixels. */
  get left(): number {
    return this.#left;
  }

  /** Places and sizes the canvas; touches only what changes, for a new size clears it. */
  place(left: number, width: number, height: number, devicePixelRatio: number): void {
    const { canvas } = this;
    const isNewRatio = devicePixelRatio !== this.#ratio;
    this.#ratio = devicePixelRatio;
    if (canvas.width !== width || isNewRatio) {
      canvas.width = width;
      canvas.style.width = `${width / devicePixelRatio}px`;
    }
    if (canvas.height !== height || isNewRatio) {
      canvas.height = height;
      canvas.style.height = `${height / devicePixelRatio}px`;
    }
    if (left !== this.#left || isNewRatio) {
      this.#left = left;
      canvas.style.left = `${left / devicePixelRatio}px`;
    }
  }

  /** Empties the canvas. */
  clear(): void {
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /** Takes the canvas out of the page and gives its memory back. */
  remove(): void {
    this.canvas.remove();
    this.canvas.width = 0;
    this.canvas.height = 0;
  }
}
