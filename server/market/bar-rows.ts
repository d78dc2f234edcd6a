/** Bars <-> rows of `BAR_COLUMNS` numbers. */
import type { Bar } from '../../proto/types.ts';

/** The numbers of a row, in the order of its columns. */
export function rowOf(bar: Bar): readonly number[] {
  return [
    ...[bar.openTimeMs, bar.open, bar.high, bar.low, bar.close],
    ...[bar.volume, bar.tradeCount, bar.turnover],
  ];
}

/** The bar of the row that begins at index `at`. */
export function barAt(rows: Float64Array, at: number): Bar {
  return {
    openTimeMs: rows[at] ?? 0,
    open: rows[at + 1] ?? 0,
    high: rows[at + 2] ?? 0,
    low: rows[at + 3] ?? 0,
    close: rows[at + 4] ?? 0,
    volume: rows[at + 5] ?? 0,
    tradeCount: rows[at + 6] ?? 0,
    turnover: rows[at + 7] ?? 0,
  };
}
