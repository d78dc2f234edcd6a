/** The hole that a sample of past trades fills, between two trades of the data; pure. */
import type { VenueSamples } from '../../feed/adapter/venue-samples.ts';
import type { TradeHole } from '../../feed/venues/venue.ts';
import type { Trade } from '../../proto/types.ts';

/** A hole, and the frames on either side of it. */
export interface SampleHole {
  readonly hole: TradeHole;
  readonly before: VenueSamples['data'];
  readonly behind: VenueSamples['data'];
}

/** @throws {Error} that says what of the samples does not fit. */
export function sampleHole(samples: VenueSamples): SampleHole {
  const { trades, data, instruments } = samples;
  const [instrument] = instruments.expected;
  if (trades === undefined || instrument === undefined) throw new Error('expected such samples');
  const { afterId, beforeId } = trades;
  const { symbol } = instrument.instrument;
  const after = find(data, symbol, afterId);
  if (after === undefined) {
    throw new Error(
      `samples.trades.afterId: expected the id of a trade of ${symbol} among samples.data, got "${afterId}"`,
    );
  }
  const behind = data.slice(after.at + 1);
  const before = beforeId === undefined ? undefined : find(behind, symbol, beforeId);
  if (beforeId !== undefined && before === undefined) {
    throw new Error(
      `samples.trades.beforeId: expected the id of a trade of ${symbol} in a frame behind that of "${afterId}", got "${beforeId}"`,
    );
  }
  return {
    hole: {
      instrument,
      afterId,
      afterTimeMs: after.trade.venueTimeMs,
      ...(beforeId !== undefined && { beforeId }),
      beforeTimeMs: before?.trade.venueTimeMs ?? sampleTimeMs(samples),
    },
    before: data.slice(0, after.at + 1),
    behind,
  };
}

/** When the last frame was received, UNIX ms. */
export function sampleTimeMs({ data }: VenueSamples): number {
  return Math.max(0, ...data.map(({ receivedTimeMs }) => receivedTimeMs));
}

function find(
  data: VenueSamples['data'],
  symbol: string,
  id: string,
): { readonly at: number; readonly trade: Trade } | undefined {
  for (const [at, { ticks }] of data.entries()) {
    for (const tick of ticks) {
      if (tick.kind === 'trade' && tick.symbol === symbol && tick.tradeId === id) {
        return { at, trade: tick };
      }
    }
  }
  return undefined;
}
