/** Compares a market's figures with the table. */
import type { MarketRecord } from './market-record.ts';
import { measure, type Measure } from './measures.ts';
import { ROWS, UNIT, type JudgedProfile, type Range } from './ranges.ts';

export interface Verdict {
  readonly label: string;
  readonly measure: Measure;
  readonly value: number;
  readonly range: Range;
  readonly isInside: boolean;
}

/** Judges every row of a profile's column; a figure that cannot be computed is outside. */
export function judge(record: MarketRecord, profile: JudgedProfile): Verdict[] {
  const values = measure(record, UNIT[profile]);
  return ROWS.map(({ label, measure: name, ranges }) => {
    const value = values[name];
    const range = ranges[profile];
    return { label, measure: name, value, range, isInside: value >= range[0] && value <= range[1] };
  });
}

/** Lists the rows that are outside their range, as text for a test's message. */
export function failuresOf(verdicts: readonly Verdict[]): string[] {
  return verdicts
    .filter((verdict) => !verdict.isInside)
    .map(
      ({ label, value, range }) =>
        `${label}: ${value.toFixed(3)} is not in ${String(range[0])}..${String(range[1])}`,
    );
}
