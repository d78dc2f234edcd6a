/** What pointers on a chart mean: pan, pinch, crosshair, reset; a pure machine, events in, commands out. */

/** A pointer event, in CSS pixels of the chart. */
export interface PointerInput {
  readonly kind: 'down' | 'move' | 'up' | 'cancel' | 'leave';
  readonly pointerId: number;
  readonly x: number;
  readonly y: number;
  /** `true` for a finger: no hover, long press for the crosshair. */
  readonly isTouch: boolean;
  /** Milliseconds of any clock that only moves forward. */
  readonly timeMs: number;
}

/** What the chart should do. */
export type GestureCommand =
  /** Move by CSS pixels; positive: the content goes right. */
  | { readonly kind: 'pan'; readonly dx: number }
  /** Scale the span of time by `factor` about `x`. */
  | { readonly kind: 'zoom'; readonly factor: number; readonly x: number }
  | { readonly kind: 'crosshair'; readonly x: number; readonly y: number }
  | { readonly kind: 'hideCrosshair' }
  /** Back to the usual zoom, following the newest bar. */
  | { readonly kind: 'reset' };

/** How long a finger rests until it means the crosshair. */
export const LONG_PRESS_MS = 250;
/** Two taps within this time reset the view. */
const DOUBLE_TAP_MS = 320;
/** A pointer that moved less than this still rests, CSS pixels. */
const SLOP = 6;

interface Held {
  x: number;
  y: number;
  readonly startX: number;
  readonly startY: number;
  readonly downMs: number;
  hasMoved: boolean;
}

type Mode = 'idle' | 'pressed' | 'pan' | 'pinch' | 'inspect';

/** Folds pointer events into commands. */
export class GestureMachine {
  readonly #held = new Map<number, Held>();
  #mode: Mode = 'idle';
  #lastTap = { timeMs: -Infinity, x: 0, y: 0 };

  /** Whether the pointer is dragging the view (for the cursor's look). */
  get isPanning(): boolean {
    return this.#mode === 'pan';
  }

  /** When `checkLongPress` must be called (clock of the events); null if no finger is resting. */
  get longPressAtMs(): number | null {
    if (this.#mode !== 'pressed') return null;
    for (const held of this.#held.values()) return held.downMs + LONG_PRESS_MS;
    return null;
  }

  /** Takes one event. */
  handle(input: PointerInput): GestureCommand[] {
    switch (input.kind) {
      case 'down':
        return this.#down(input);
      case 'move':
        return this.#move(input);
      case 'up':
        return this.#up(input);
      case 'cancel':
        this.#held.delete(input.pointerId);
        if (this.#held.size === 0) this.#mode = 'idle';
        return input.isTouch ? [{ kind: 'hideCrosshair' }] : [];
      case 'leave':
        return this.#held.size === 0 && !input.isTouch ? [{ kind: 'hideCrosshair' }] : [];
    }
  }

  /** Turns a finger that has rested long enough into the crosshair. */
  checkLongPress(timeMs: number): GestureCommand[] {
    const dueMs = this.longPressAtMs;
    if (dueMs === null || timeMs < dueMs) return [];
    this.#mode = 'inspect';
    for (const { x, y } of this.#held.values()) return [{ kind: 'crosshair', x, y }];
    return [];
  }

  #down(input: PointerInput): GestureCommand[] {
    const { x, y, timeMs } = input;
    this.#held.set(input.pointerId, {
      x,
      y,
      startX: x,
      startY: y,
      downMs: timeMs,
      hasMoved: false,
    });
    if (this.#held.size === 2) {
      this.#mode = 'pinch';
      return [{ kind: 'hideCrosshair' }];
    }
    if (this.#held.size > 2) return [];
    this.#mode = input.isTouch ? 'pressed' : 'pan';
    return [];
  }

  #move(input: PointerInput): GestureCommand[] {
    const { x, y } = input;
    const held = this.#held.get(input.pointerId);
    if (held === undefined) return input.isTouch ? [] : [{ kind: 'crosshair', x, y }];
    if (!held.hasMoved && Math.hypot(x - held.startX, y - held.startY) > SLOP) held.hasMoved = true;
    if (this.#mode === 'pressed' && held.hasMoved) this.#mode = 'pan';
    const before = this.#span();
    const dx = x - held.x;
    // A mouse pans from the first pixel, a finger when it has left its place.
    held.x = x;
    held.y = y;
    if (this.#mode === 'inspect') return [{ kind: 'crosshair', x, y }];
    if (this.#mode === 'pinch') return this.#pinch(before);
    if (this.#mode !== 'pan' || dx === 0) return [];
    const pan: GestureCommand = { kind: 'pan', dx };
    return input.isTouch ? [pan] : [pan, { kind: 'crosshair', x, y }];
  }

  #up(input: PointerInput): GestureCommand[] {
    const held = this.#held.get(input.pointerId);
    this.#held.delete(input.pointerId);
    const mode = this.#mode;
    if (this.#held.size === 1) this.#mode = 'pan';
    if (this.#held.size > 0) return [];
    this.#mode = 'idle';
    if (held === undefined) return [];
    if (mode === 'inspect') return [{ kind: 'hideCrosshair' }];
    if (held.hasMoved || mode === 'pinch') return [];
    const { x, y, timeMs } = input;
    const last = this.#lastTap;
    const isDouble =
      timeMs - last.timeMs <= DOUBLE_TAP_MS && Math.hypot(x - last.x, y - last.y) <= 4 * SLOP;
    this.#lastTap = { timeMs: isDouble ? -Infinity : timeMs, x, y };
    return isDouble ? [{ kind: 'reset' }] : [];
  }

  #pinch(before: { readonly middle: number; readonly width: number }): GestureCommand[] {
    const after = this.#span();
    const commands: GestureCommand[] = [];
    if (after.middle !== before.middle) {
      commands.push({ kind: 'pan', dx: after.middle - before.middle });
    }
    // Fingers on top of each other would scale without limit.
    const factor = Math.max(before.width, 16) / Math.max(after.width, 16);
    if (factor !== 1) commands.push({ kind: 'zoom', factor, x: after.middle });
    return commands;
  }

  #span(): { middle: number; width: number } {
    const [a, b] = this.#held.values();
    if (a === undefined || b === undefined) return { middle: a?.x ?? 0, width: 0 };
    return { middle: (a.x + b.x) / 2, width: Math.hypot(a.x - b.x, a.y - b.y) };
  }
}
