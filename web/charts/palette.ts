/** Colours of a chart, for dark and light pages, classic and safe for colour-blind eyes. */

/** All colours that a chart draws with; any CSS colour. */
export interface ChartPalette {
  readonly background: string;
  /** Grid lines; decoration only. */
  readonly grid: string;
  /** Lines between panes and axes. */
  readonly separator: string;
  readonly axisText: string;
  /** Axis labels that begin a day, month or year. */
  readonly axisTextMajor: string;
  readonly up: string;
  readonly down: string;
  /** Text on a tag filled with `up`, `down`. */
  readonly onUp: string;
  readonly onDown: string;
  readonly volumeUp: string;
  readonly volumeDown: string;
  /** Rising candles as outlines: tells them from falling ones without colour. */
  readonly isHollowUp: boolean;
  readonly line: string;
  /** Fill of an area below its line, top and bottom of the pane. */
  readonly areaTop: string;
  readonly areaBottom: string;
  readonly crosshair: string;
  readonly tagBackground: string;
  readonly tagText: string;
  /** Last price while its symbol is stale, and text on it. */
  readonly stale: string;
  readonly onStale: string;
  /** Bands where data is missing. */
  readonly gapFill: string;
  readonly gapHatch: string;
  readonly gapText: string;
}

type DirectionColours = Pick<
  ChartPalette,
  'up' | 'down' | 'onUp' | 'onDown' | 'volumeUp' | 'volumeDown' | 'isHollowUp'
>;

const DARK = {
  background: '#12161F',
  grid: '#1D2430',
  separator: '#2A3342',
  axisText: '#8A96A9',
  axisTextMajor: '#E7EBF3',
  line: '#6AA8FF',
  areaTop: '#6AA8FF42',
  areaBottom: '#6AA8FF05',
  crosshair: '#8A96A9',
  tagBackground: '#39445A',
  tagText: '#E7EBF3',
  stale: '#8A96A9',
  onStale: '#0B0E14',
  gapFill: '#F5B83D12',
  gapHatch: '#F5B83D40',
  gapText: '#F5B83D',
};

const LIGHT = {
  background: '#FFFFFF',
  grid: '#EEF1F6',
  separator: '#D6DCE6',
  axisText: '#5B6679',
  axisTextMajor: '#111827',
  line: '#1D5FD1',
  areaTop: '#1D5FD138',
  areaBottom: '#1D5FD105',
  crosshair: '#5B6679',
  tagBackground: '#475467',
  tagText: '#FFFFFF',
  stale: '#5B6679',
  onStale: '#FFFFFF',
  gapFill: '#8A5A0012',
  gapHatch: '#8A5A0050',
  gapText: '#8A5A00',
};

function directions(up: string, down: string, on: string, isHollowUp: boolean): DirectionColours {
  // Volumes stand behind: the same colours at about two fifths.
  return {
    up,
    down,
    onUp: on,
    onDown: on,
    volumeUp: `${up}66`,
    volumeDown: `${down}66`,
    isHollowUp,
  };
}

const PALETTES = {
  dark: {
    classic: { ...DARK, ...directions('#2EBD85', '#FF6B74', '#0B0E14', false) },
    safe: { ...DARK, ...directions('#4DA3FF', '#FF9F1C', '#0B0E14', true), line: '#E7EBF3' },
  },
  light: {
    classic: { ...LIGHT, ...directions('#0B7A55', '#C4283A', '#FFFFFF', false) },
    safe: { ...LIGHT, ...directions('#0B63CE', '#A85400', '#FFFFFF', true), line: '#111827' },
  },
} as const satisfies Record<string, Record<string, ChartPalette>>;

/**
 * The palette for a theme.
 *
 * @param isColourBlindSafe Blue and orange with hollow rising candles instead of green and red;
 *                          also right for forced colours and high contrast.
 */
export function chartPalette(theme: 'dark' | 'light', isColourBlindSafe = false): ChartPalette {
  return PALETTES[theme][isColourBlindSafe ? 'safe' : 'classic'];
}

/** Family of all texts on a canvas; digits of one width in each of these fonts. */
export const CHART_FONT_FAMILY =
  'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** Canvas font of axis labels and tags. */
export function chartFont(weight: 400 | 600 = 400, size = 11): string {
  return `${weight} ${size}px ${CHART_FONT_FAMILY}`;
}
