/** The table's rows: candles, and between them where data is missing. */
import type { BarRow } from '../../model/bar-columns.ts';
import type { GapSpan } from '../../model/gap-spans.ts';

export type TableRow =
  | { readonly kind: 'bar'; readonly key: string; readonly bar: BarRow }
  | { readonly kind: 'gap'; readonly key: string; readonly gap: GapSpan };

/**
 * Rows as they are shown: a gap stands above the candle in which it begins, or after which it does.
 *
 * @param bars Newest first.
 * @param gaps Oldest first; those that end before the oldest candle are left out.
 */
export function tableRows(bars: readonly BarRow[], gaps: readonly GapSpan[]): TableRow[] {
  const waiting = [...gaps];
  const rows: TableRow[] = [];
  const put = (isDue: (gap: GapSpan) => boolean): void => {
    for (let gap = waiting.at(-1); gap !== undefined && isDue(gap); gap = waiting.at(-1)) {
      waiting.pop();
      rows.push({ kind: 'gap', key: `gap ${gap.fromMs}`, gap });
    }
  };
  for (const bar of bars) {
    put(({ fromMs }) => fromMs >= bar.openTimeMs);
    rows.push({ kind: 'bar', key: `${bar.openTimeMs}`, bar });
  }
  const oldestMs = bars.at(-1)?.openTimeMs ?? Infinity;
  put(({ toMs }) => toMs >= oldestMs);
  return rows;
}
