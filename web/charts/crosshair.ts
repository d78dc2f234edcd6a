/** Where the crosshair stands, which bar that is, and who wants to know. */
import type { BarRow } from '../model/bar-columns.ts';
import { gapsWithin } from '../model/gap-spans.ts';
import { timeAt } from '../model/chart-geometry.ts';
import type { ChartStage } from './chart-stage.ts';
import { priceAtRow } from './crosshair-layer.ts';
import type { CrosshairInfo } from './price-chart.ts';
import type { GapBand, Scene } from './scene.ts';

/** A crosshair place: a pointer, or the time of a bar (keys, linked charts). */
type Wanted =
  | { readonly kind: 'pointer'; readonly x: number; readonly y: number }
  | { readonly kind: 'time'; readonly timeMs: number };

const NO_GAPS: readonly GapBand[] = [];
/** A gap this near to the pointer is meant, CSS pixels. */
const REACH = 4;

/** The crosshair of one chart. */
export class Crosshair {
  readonly #scene: Scene;
  readonly #stage: ChartStage;
  readonly #listeners = new Set<(info: CrosshairInfo) => void>();
  #wanted: Wanted | null = null;
  #isDirty = true;
  #told: CrosshairInfo | null = null;

  constructor(scene: Scene, stage: ChartStage) {
    this.#scene = scene;
    this.#stage = stage;
  }

  /** Follows a pointer; device pixels. Outside the panes there is no crosshair. */
  pointAt(x: number, y: number): void {
    const { pricePane, volumePane } = this.#scene;
    const isInside =
      x >= pricePane.left && x < pricePane.right && y >= pricePane.top && y < volumePane.bottom;
    this.#set(isInside ? { kind: 'pointer', x, y } : null);
  }

  /** Stands on the bar nearest to a time; null hides it. */
  showAt(timeMs: number | null): void {
    this.#set(timeMs === null ? null : { kind: 'time', timeMs });
  }

  /** Takes the crosshair away. */
  hide(): void {
    this.#set(null);
  }

  /**
   * Moves by bars, from the newest one if there was no crosshair.
   *
   * @param count Negative: to older bars; -Infinity to the oldest.
   * @returns     Open time of that bar; null without bars.
   */
  step(count: number): number | null {
    const { bars } = this.#scene;
    const from = this.#index() ?? (count < 0 ? bars.lastIndex + 1 : bars.lastIndex);
    const index = Math.max(0, Math.min(bars.lastIndex, from + count));
    const timeMs = bars.openTimeMs[bars.start + index];
    if (timeMs === undefined || bars.length === 0) return null;
    this.#set({ kind: 'time', timeMs });
    return timeMs;
  }

  /** Adds a listener and calls it once. @returns Removes it. */
  listen(listener: (info: CrosshairInfo) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#info());
    return () => this.#listeners.delete(listener);
  }

  /** Other gaps lie under the crosshair, perhaps. */
  gapsChanged(): void {
    this.#isDirty = true;
  }

  forgetListeners(): void {
    this.#listeners.clear();
  }

  /** Draws and tells, if anything is different: the crosshair itself, the bars, or the view. */
  draw(areBarsChanged: boolean, isViewChanged: boolean): void {
    if (!this.#isDirty && !areBarsChanged) return;
    const info = this.#info();
    if (this.#isDirty || isViewChanged) {
      const { width, height } = this.#stage;
      const timeMs = info.index === null ? null : (info.bar?.openTimeMs ?? null);
      const y = this.#wanted?.kind === 'pointer' ? this.#wanted.y : null;
      const place = timeMs === null ? null : { timeMs, y };
      this.#stage.crosshair.draw(this.#scene, place, width, height);
    }
    this.#isDirty = false;
    this.#tell(info);
  }

  #set(wanted: Wanted | null): void {
    if (wanted === null && this.#wanted === null) return;
    this.#wanted = wanted;
    this.#isDirty = true;
  }

  #index(): number | null {
    const wanted = this.#wanted;
    const frame = this.#scene.priceFrame();
    if (wanted === null || frame === null) return null;
    const timeMs = wanted.kind === 'time' ? wanted.timeMs : timeAt(frame, wanted.x);
    const index = this.#scene.bars.nearestIndex(timeMs);
    return index < 0 ? null : index;
  }

  #info(): CrosshairInfo {
    const { bars } = this.#scene;
    const index = this.#index();
    const shown = index ?? bars.lastIndex;
    const bar = shown < 0 ? null : (bars.at(shown) ?? null);
    return {
      index,
      bar,
      previous: shown < 1 ? null : (bars.at(shown - 1) ?? null),
      price: this.#price(),
      gaps: index === null || bar === null ? NO_GAPS : this.#gapsAt(bar),
    };
  }

  /** Those that the bar at the crosshair has lost something to, and those under the pointer beside it. */
  #gapsAt(bar: BarRow): readonly GapBand[] {
    const { gaps, intervalMs, slotShiftMs } = this.#scene;
    if (gaps.length === 0) return NO_GAPS;
    const inBar = gapsWithin(gaps, bar.openTimeMs, bar.openTimeMs + intervalMs);
    const frame = this.#scene.priceFrame();
    if (frame === null || this.#wanted?.kind !== 'pointer') return inBar;
    const reachMs = (REACH * this.#scene.devicePixelRatio) / frame.pixelsPerMs;
    const timeMs = timeAt(frame, this.#wanted.x) - slotShiftMs;
    const atPointer = gapsWithin(gaps, timeMs - reachMs, timeMs + reachMs);
    return [...new Set([...inBar, ...atPointer])].sort((a, b) => a.fromMs - b.fromMs);
  }

  #price(): number | null {
    const frame = this.#scene.priceFrame();
    if (frame === null || this.#wanted?.kind !== 'pointer') return null;
    return this.#wanted.y <= frame.bottom ? priceAtRow(this.#scene, frame, this.#wanted.y) : null;
  }

  #tell(info: CrosshairInfo): void {
    const told = this.#told;
    if (
      told !== null &&
      told.index === info.index &&
      told.price === info.price &&
      told.gaps.length === info.gaps.length &&
      told.gaps.every((gap, i) => gap === info.gaps[i]) &&
      isSameBar(told.bar, info.bar) &&
      isSameBar(told.previous, info.previous)
    ) {
      return;
    }
    this.#told = info;
    for (const listener of this.#listeners) listener(info);
  }
}

function isSameBar(a: BarRow | null, b: BarRow | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.openTimeMs === b.openTimeMs &&
    a.open === b.open &&
    a.high === b.high &&
    a.low === b.low &&
    a.close === b.close &&
    a.volume === b.volume
  );
}
