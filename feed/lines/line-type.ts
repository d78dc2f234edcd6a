/** Types of tick lines and the fields that each has; pure. */
import { showValue } from '../venues/protocol-fault.ts';
import { failLine, type LineFields } from './line-fields.ts';

export const LINE_TYPES = ['trade', 'quote', 'depth', 'instrument', 'status', 'gap'] as const;
export type LineType = (typeof LINE_TYPES)[number];

/** Fields that each type has, beside `type`, `symbol` and `time`. */
const FIELDS: Readonly<Record<LineType, ReadonlySet<string>>> = {
  trade: new Set(['price', 'size', 'side', 'id', 'backfill']),
  quote: new Set(['bidPrice', 'bidSize', 'askPrice', 'askSize']),
  depth: new Set(['bids', 'asks']),
  instrument: new Set([
    'venue',
    'name',
    'priceDecimals',
    'sizeDecimals',
    'tickSize',
    'currency',
    'session',
  ]),
  status: new Set(['state', 'detail']),
  gap: new Set(['from', 'to', 'lostTrades']),
};

const COMMON_FIELDS: ReadonlySet<string> = new Set(['type', 'symbol', 'time']);

/** What a line is; without a type, a trade. */
export function typeOf(fields: LineFields): LineType {
  const value = fields['type'] ?? 'trade';
  const type = LINE_TYPES.find((name) => name === value);
  if (type !== undefined) return type;
  return failLine(`type is ${showValue(value)}, expected one of ${LINE_TYPES.join(', ')}`);
}

/** Whether lines of a type have a field. */
export function isField(type: LineType, name: string): boolean {
  return COMMON_FIELDS.has(name) || FIELDS[type].has(name);
}
