/** What must hold of every clean tick, in any market: prices on the grid, sane quotes and books, ids and time in order. */
import type { Instrument, Tick } from '../../../../proto/types.ts';

/** Lists what is wrong, at most ten lines. */
export function structureFaults(
  ticks: Iterable<Tick>,
  instruments: readonly Instrument[],
): string[] {
  const faults: string[] = [];
  const bySymbol = new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
  const lastId = new Map<string, number>();
  let lastMs = -Infinity;
  for (const tick of ticks) {
    const instrument = bySymbol.get(tick.symbol);
    const fault =
      instrument === undefined
        ? 'unknown symbol'
        : tick.receivedTimeMs < lastMs
          ? 'time goes back'
          : tick.venueTimeMs !== tick.receivedTimeMs || !Number.isSafeInteger(tick.venueTimeMs)
            ? 'the two times differ or are no whole numbers'
            : (faultOf(tick, instrument.tickSize) ?? idFault(tick, lastId));
    if (fault !== null) faults.push(`${fault}: ${JSON.stringify(tick)}`);
    if (faults.length === 10) break;
    lastMs = tick.receivedTimeMs;
  }
  return faults;
}

function idFault(tick: Tick, lastId: Map<string, number>): string | null {
  if (tick.kind !== 'trade') return null;
  const before = lastId.get(tick.symbol);
  lastId.set(tick.symbol, Number(tick.tradeId));
  if (!/^[1-9]\d*$/.test(tick.tradeId)) return 'the id is no decimal number';
  return before === undefined || Number(tick.tradeId) === before + 1
    ? null
    : 'the id is not the next one';
}

function faultOf(tick: Tick, tickSize: number): string | null {
  const isPrice = (price: number): boolean =>
    Number.isSafeInteger(price) && price > 0 && price % tickSize === 0;
  const isSize = (size: number): boolean => Number.isSafeInteger(size) && size > 0;
  switch (tick.kind) {
    case 'trade':
      return isPrice(tick.price) && isSize(tick.size) ? null : 'price or size off the grid';
    case 'quote': {
      if (!isPrice(tick.bidPrice) || !isPrice(tick.askPrice)) return 'price off the grid';
      if (!isSize(tick.bidSize) || !isSize(tick.askSize)) return 'size off the grid';
      return tick.bidPrice < tick.askPrice ? null : 'bid not below ask';
    }
    case 'depth': {
      const sides = [tick.bids, tick.asks] as const;
      for (const side of sides) {
        if (side.length !== 20) return 'not ten levels';
        const prices = side.filter((_, index) => index % 2 === 0);
        const direction = side === tick.bids ? -1 : 1;
        const isSorted = prices.every(
          (price, index) => index === 0 || (price - (prices[index - 1] ?? 0)) * direction > 0,
        );
        if (!isSorted) return 'levels out of order';
        if (!side.every((value, index) => (index % 2 === 0 ? isPrice(value) : isSize(value)))) {
          return 'price or size off the grid';
        }
      }
      return (tick.bids[0] ?? 0) < (tick.asks[0] ?? 0) ? null : 'bid not below ask';
    }
    case 'gap':
      return 'a gap, of which the simulator has none';
    case 'status':
      return 'a status, of which the simulator has none';
  }
}
