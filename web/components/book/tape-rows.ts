/** The tape's rows: trades, and between them where others are missing. */
import type { TradeView } from '../../../proto/frames.ts';
import type { GapSpan } from '../../model/gap-spans.ts';
import type { BookView } from '../../state/views.ts';
import { countText } from '../shared/day-facts.ts';

export type TapeLine =
  | { readonly kind: 'trade'; readonly key: string; readonly trade: TradeView }
  | { readonly kind: 'missing'; readonly key: string; readonly text: string };

/**
 * Rows as they are shown, newest first.
 *
 * @param gaps  Spans without data, oldest first; each has its row after the trades that it follows.
 * @param count Trades to show at most.
 * @param gapText Words for a gap.
 */
export function tapeRows(
  { trades, skips }: BookView,
  gaps: readonly GapSpan[],
  count: number,
  gapText: (gap: GapSpan) => string,
): TapeLine[] {
  const skippedBefore = new Map(
    skips.map((skip) => [
      `${skip.beforeEntryMs}-${skip.beforeEntrySeq}-${skip.beforeIndex}`,
      skip.count,
    ]),
  );
  const waiting = [...gaps];
  const rows: TapeLine[] = [];
  // Newest first: what is missing before a trade stands below it.
  let newer: string | undefined;
  for (const trade of trades.slice(0, count)) {
    const key = `${trade.entryMs}-${trade.entrySeq}-${trade.index}`;
    const skipped = newer === undefined ? undefined : skippedBefore.get(newer);
    if (skipped) rows.push(missingRow(`before ${newer}`, skippedText(skipped)));
    let hasGap = false;
    while ((waiting.at(-1)?.fromMs ?? -Infinity) >= trade.venueTimeMs) {
      const gap = waiting.pop();
      // Later than the newest trade there is nothing yet that it could be missing from.
      if (gap === undefined || newer === undefined) continue;
      rows.push(missingRow(`gap ${gap.fromMs}`, gapText(gap)));
      hasGap = true;
    }
    // A gap says more than that there may be one.
    if (skipped === 0 && !hasGap) rows.push(missingRow(`before ${newer}`, skippedText(skipped)));
    rows.push({ kind: 'trade', key, trade });
    newer = key;
  }
  const last = newer === undefined ? undefined : skippedBefore.get(newer);
  if (last !== undefined) rows.push(missingRow(`before ${newer}`, skippedText(last)));
  return rows;
}

function missingRow(key: string, text: string): TapeLine {
  return { kind: 'missing', key, text };
}

/** @param count Trades missing; 0: it is not known how many, if any. */
function skippedText(count: number): string {
  if (count === 0) return 'Trades may be missing here';
  return count === 1 ? '1 trade skipped' : `${countText(count)} trades skipped`;
}

/** What is missing in all, for the panel's head; empty: nothing. */
export function missingText({ skipped, skips }: BookView): string {
  const isUnknown = skips.some(({ count }) => count === 0);
  if (skipped === 0) return isUnknown ? 'Some trades may be missing' : '';
  const trades = skipped === 1 ? 'trade' : 'trades';
  return `${countText(skipped)} ${trades} skipped${isUnknown ? ', more may be missing' : ''}`;
}
