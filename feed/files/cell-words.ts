/** Words that files use for sides and kinds of ticks; pure. */
import type { AggressorSide } from '../../proto/types.ts';

const SIDES = new Map<string, AggressorSide>(
  Object.entries<AggressorSide>({
    buy: 'buy',
    b: 'buy',
    bid: 'buy',
    buyer: 'buy',
    long: 'buy',
    '1': 'buy',
    '+1': 'buy',
    sell: 'sell',
    s: 'sell',
    a: 'sell',
    ask: 'sell',
    offer: 'sell',
    seller: 'sell',
    short: 'sell',
    '-1': 'sell',
    '2': 'sell',
    '': 'unknown',
    n: 'unknown',
    none: 'unknown',
    null: 'unknown',
    nan: 'unknown',
    unknown: 'unknown',
    u: 'unknown',
    '0': 'unknown',
  }),
);

const KINDS = new Map<string, 'trade' | 'quote'>(
  Object.entries<'trade' | 'quote'>({
    trade: 'trade',
    trades: 'trade',
    t: 'trade',
    quote: 'quote',
    quotes: 'quote',
    q: 'quote',
    bbo: 'quote',
    ticker: 'quote',
  }),
);

/** Who took liquidity, in the common spellings (also FIX: 1 and 2, and +1 and -1); undefined where it is none of them. */
export function readSide(text: string): AggressorSide | undefined {
  return SIDES.get(text) ?? SIDES.get(text.toLowerCase());
}

/** What a row is about, by its first word (`TRADE NB`); undefined where that is not known. */
export function readKind(text: string): 'trade' | 'quote' | undefined {
  return KINDS.get(/^[a-z]*/i.exec(text)?.[0].toLowerCase() ?? '');
}

/** Whether a cell stands for nothing. */
export function isEmptyCell(text: string): boolean {
  if (text === '') return true;
  if (text.length > 4) return false;
  const lower = text.toLowerCase();
  return lower === 'null' || lower === 'none' || lower === 'na' || lower === 'n/a';
}

/** `true` and `false` in any case, 1 and 0; undefined otherwise. */
export function readFlag(text: string): boolean | undefined {
  switch (text) {
    case 'true':
    case 'True':
    case 'TRUE':
    case '1':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
    case '0':
      return false;
    default:
      return undefined;
  }
}
