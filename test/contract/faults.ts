/** Failures in words that name the broken rule, and show little else. */
import fc from 'fast-check';
import type { Tick } from '../../proto/types.ts';
import { tickFault } from '../../proto/validate.ts';

const SHOWN = 5;
const SHOWN_LENGTH = 300;
/** The same garbage each time. TICKWIRE_SEED=random tries another one, and says which. */
const RUNS = {
  numRuns: 200,
  ...(process.env['TICKWIRE_SEED'] !== 'random' && { seed: 20_260_105 }),
};

/** @throws {Error} with the first few of them. */
export function noFaults(faults: readonly string[]): void {
  if (faults.length === 0) return;
  const more = faults.length > SHOWN ? `\n… and ${String(faults.length - SHOWN)} more` : '';
  throw new Error(`${faults.slice(0, SHOWN).join('\n')}${more}`);
}

/** Which ticks are invalid, and why. */
export function tickFaults(ticks: readonly Tick[]): string[] {
  return ticks.flatMap((tick, at) => {
    const fault = tickFault(tick);
    return fault === undefined
      ? []
      : [`tick ${String(at)}, a ${tick.kind} of ${tick.symbol}, is invalid: ${fault}`];
  });
}

/** Where contiguous ids do not follow one another, though no gap tick stands in front. */
export function unmarkedJumps(ticks: readonly Tick[]): string[] {
  const last = new Map<string, string>();
  const marked = new Set<string>();
  const faults: string[] = [];
  for (const tick of ticks) {
    if (tick.kind === 'gap') marked.add(tick.symbol);
    if (tick.kind !== 'trade') continue;
    const { symbol, tradeId } = tick;
    const before = last.get(symbol);
    if (!/^\d+$/.test(tradeId)) {
      faults.push(
        `trade id "${tradeId}" of ${symbol}: expected digits, because tradeIds is "contiguous"`,
      );
    } else if (
      before !== undefined &&
      BigInt(tradeId) > BigInt(before) + 1n &&
      !marked.has(symbol)
    ) {
      faults.push(
        `trade ${tradeId} of ${symbol} follows ${before} without a gap tick in between: ` +
          'if the venue leaves ids out, tradeIds is "unique"; else the mapper has to tell the gap (TradeSequence, createGap)',
      );
    }
    if (/^\d+$/.test(tradeId)) last.set(symbol, tradeId);
    marked.delete(symbol);
  }
  return faults;
}

/** A time for people, whatever it is. */
export function showTime(timeMs: number): string {
  return Math.abs(timeMs) <= 8.64e15 ? new Date(timeMs).toISOString() : String(timeMs);
}

/**
 * Tries many inputs.
 *
 * @param rule  What has to hold, for the message.
 * @param check Throws where it does not.
 * @throws {Error} with the rule, the smallest input that breaks it, and what was thrown.
 */
export function holdsFor<Input>(
  rule: string,
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => void,
): void {
  const { failed, counterexample, errorInstance, seed } = fc.check(
    fc.property(inputs, check),
    RUNS,
  );
  if (!failed) return;
  const given = JSON.stringify(counterexample?.[0]).slice(0, SHOWN_LENGTH);
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  throw new Error(
    `${rule}\n  given ${given}\n  but   ${why.slice(0, SHOWN_LENGTH)}\n  (seed ${String(seed)})`,
  );
}
