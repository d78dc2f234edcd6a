/** Which keys move a chart, and what a turn of the wheel means. */

/** What a key asks of a chart. */
export type KeyCommand =
  /** Moves the crosshair by bars; negative: to older ones. */
  | { readonly kind: 'step'; readonly bars: number }
  | { readonly kind: 'oldest' }
  | { readonly kind: 'live' }
  /** Scales the span of time. */
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'hideCrosshair' };

/** The part of a keyboard event that matters. */
export interface KeyInput {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const ZOOM_IN = 0.8;
const COMMANDS: Readonly<Record<string, KeyCommand>> = {
  ArrowLeft: { kind: 'step', bars: -1 },
  ArrowRight: { kind: 'step', bars: 1 },
  PageUp: { kind: 'step', bars: -10 },
  PageDown: { kind: 'step', bars: 10 },
  Home: { kind: 'oldest' },
  End: { kind: 'live' },
  '+': { kind: 'zoom', factor: ZOOM_IN },
  '=': { kind: 'zoom', factor: ZOOM_IN },
  '-': { kind: 'zoom', factor: 1 / ZOOM_IN },
  '\u2212': { kind: 'zoom', factor: 1 / ZOOM_IN },
  Escape: { kind: 'hideCrosshair' },
};

/** The command of a key; null for keys that are not the chart's (and all with Ctrl, Alt, Meta). */
export function keyCommand(input: KeyInput): KeyCommand | null {
  if (input.ctrlKey || input.altKey || input.metaKey) return null;
  return COMMANDS[input.key] ?? null;
}

/** The part of a wheel event that matters. */
export interface WheelInput {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
}

/** What a turn of the wheel asks for. */
export type WheelCommand =
  | { readonly kind: 'pan'; readonly dx: number }
  /** `isAtPointer`: scale about the pointer even while live (pinch on a touch pad, Ctrl). */
  | { readonly kind: 'zoom'; readonly factor: number; readonly isAtPointer: boolean };

const PIXELS_PER_LINE = 20;
const PIXELS_PER_PAGE = 400;
/** A notch of a usual wheel (100 px) scales by about a sixth. */
const ZOOM_PER_PIXEL = 0.0016;

/** The command of a wheel event: sideways (or with Shift) pans, else zooms. */
export function wheelCommand(input: WheelInput): WheelCommand | null {
  const unit = [1, PIXELS_PER_LINE, PIXELS_PER_PAGE][input.deltaMode] ?? 1;
  const sideways = input.shiftKey && input.deltaX === 0 ? input.deltaY : input.deltaX;
  if (Math.abs(sideways) > Math.abs(input.deltaY) || (input.shiftKey && sideways !== 0)) {
    return { kind: 'pan', dx: -sideways * unit };
  }
  if (input.deltaY === 0) return null;
  // A pinch on a touch pad comes as small Ctrl turns.
  const gain = input.ctrlKey ? 5 : 1;
  const turn = Math.max(-240, Math.min(240, input.deltaY * unit * gain));
  return { kind: 'zoom', factor: Math.exp(turn * ZOOM_PER_PIXEL), isAtPointer: input.ctrlKey };
}
