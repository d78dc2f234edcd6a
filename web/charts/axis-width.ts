/** Finds the width of the price axis: 72 px, more only where prices are too long for that. */
import { chartFont } from './palette.ts';
import { PRICE_AXIS_WIDTH, type Scene } from './scene.ts';

/** Free room beside a label, CSS pixels. */
const PADDING = 18;
const STEP = 8;

/** Widens a scene's price axis when longer prices appear; it never gets narrower with the same instrument. */
export class AxisWidth {
  #measured = '';

  /** Back to the usual width, for another instrument. */
  reset(scene: Scene): void {
    scene.axisWidth = PRICE_AXIS_WIDTH;
    this.#measured = '';
  }

  /** Takes in the prices now shown; returns whether the axis needs a new layout. */
  widen(scene: Scene, context: CanvasRenderingContext2D): boolean {
    const { bars, priceRange, formatPrice } = scene;
    if (priceRange === null || bars.length === 0) return false;
    const { low, high } = priceRange;
    const label = [
      formatPrice(low),
      formatPrice(high),
      formatPrice(bars.close[bars.end - 1] ?? 0),
    ].reduce((a, b) => (b.length > a.length ? b : a));
    if (label.length <= this.#measured.length) return false;
    this.#measured = label;
    context.font = chartFont(600);
    const needed = context.measureText(label).width + PADDING;
    const width = Math.ceil(needed / STEP) * STEP;
    if (width <= scene.axisWidth) return false;
    scene.axisWidth = width;
    return true;
  }
}
