/** Paths of the line icons, drawn on a grid of 16 x 16. */
export const ICON_PATHS = {
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.6 10.6 14 14',
  star: 'm8 1.8 1.9 3.9 4.3.6-3.1 3 .7 4.3L8 11.6l-3.8 2 .7-4.3-3.1-3 4.3-.6L8 1.8Z',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3.05 3.05l1.06 1.06M11.9 11.9l1.05 1.05M3.05 12.95l1.06-1.06M11.9 4.1l1.05-1.05',
  moon: 'M13.5 9.6A6 6 0 1 1 6.4 2.5a4.8 4.8 0 0 0 7.1 7.1Z',
  sliders:
    'M2 4.5h7M13 4.5h1M2 11.5h1M7 11.5h7M11 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM5 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  help: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM6.1 6.2a1.9 1.9 0 1 1 2.7 1.9c-.5.3-.8.6-.8 1.2M8 11.6v.1',
  dots: 'M3 8h.5M7.75 8h.5M12.5 8h.5',
  plus: 'M8 3v10M3 8h10',
  close: 'm4 4 8 8M12 4l-8 8',
  check: 'm3 8.5 3.2 3.2L13 5',
  expand: 'M6 2H2v4M10 2h4v4M6 14H2v-4M10 14h4v-4',
  shrink: 'M2 6h4V2M14 6h-4V2M2 10h4v4M14 10h-4v4',
  table: 'M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 6.5V13',
  candle: 'M5 1.5v2.5M5 11v3M3 4h4v7H3zM11.5 3v2.5M11.5 10v2.5M9.5 5.5h4V10h-4z',
  ohlc: 'M5 2v11M2.5 10.5H5M5 4.5h2.5M11.5 4v10M9 6.5h2.5M11.5 11.5H14',
  line: 'm1.5 11.5 4-5 3 3 6-6.5',
  area: 'm1.5 10 4-4.5 3 2.5 6-5.5v11h-13V10Z',
  clock: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM8 4.8V8l2.2 1.4',
  list: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  book: 'M2 3.5h7M2 6.5h4.5M7 9.5h7M10 12.5h4',
  live: 'M3 8h8M8 4.5 11.5 8 8 11.5M14 3v10',
  warning: 'M8 2 15 14H1L8 2ZM8 6.5v3.2M8 11.9v.1',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6',
} as const;

export type IconName = keyof typeof ICON_PATHS;
