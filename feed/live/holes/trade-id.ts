/** Trade ids that count up by one, of any length; pure. */

/** A number up to 2^53 - 1, beyond it a bigint: equal ids are equal values, and `<` compares both kinds rightly. */
export type TradeId = number | bigint;

const DIGITS = /^\d{1,64}$/;

/** Reads decimal digits; undefined: the text is no such id. */
export function parseTradeId(text: string): TradeId | undefined {
  if (!DIGITS.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

export function followingId(id: TradeId): TradeId {
  return typeof id === 'number' && id < Number.MAX_SAFE_INTEGER ? id + 1 : BigInt(id) + 1n;
}

export function precedingId(id: TradeId): TradeId {
  if (typeof id === 'number') return id - 1;
  const before = id - 1n;
  return before <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(before) : before;
}

/** `to` minus `from`; beyond 2^53 rounded. */
export function idDistance(from: TradeId, to: TradeId): number {
  if (typeof from === 'number' && typeof to === 'number') return to - from;
  return Number(BigInt(to) - BigInt(from));
}

export function compareIds(a: TradeId, b: TradeId): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
