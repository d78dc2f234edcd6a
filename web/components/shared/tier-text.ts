/** Names of the data speeds that a user can choose. */
import { TIERS_MS, type TierMs } from '../../../proto/frames.ts';

/** A speed in a word, for a button or a cell: `Fastest`, `20/s`. */
export function tierText(tierMs: TierMs): string {
  return tierMs === 0 ? 'Fastest' : `${String(1_000 / tierMs)}/s`;
}

/** The same as a screen reader says it. */
export function tierName(tierMs: TierMs): string {
  if (tierMs === 0) return 'Fastest';
  return tierMs === 1_000 ? 'Once a second' : `${String(1_000 / tierMs)} times a second`;
}

/** All speeds with their texts, the fastest first. */
export const TIER_OPTIONS = TIERS_MS.map((tierMs) => [tierMs, tierText(tierMs)] as const);
