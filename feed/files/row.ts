/** What one row of a file says, numbers still as text: scanned for decimals first, scaled by them then. */
import type { AggressorSide } from '../../proto/types.ts';

export interface TradeCells {
  readonly kind: 'trade';
  readonly price: string;
  readonly size: string;
  readonly side: AggressorSide;
  /** Empty: none. */
  readonly id: string;
}

/** A side whose price is empty is absent. */
export interface QuoteCells {
  readonly kind: 'quote';
  readonly bidPrice: string;
  readonly bidSize: string;
  readonly askPrice: string;
  readonly askSize: string;
}

/** Interleaved price and size, best first. */
export interface DepthCells {
  readonly kind: 'depth';
  readonly bids: readonly string[];
  readonly asks: readonly string[];
}

export type Cells = TradeCells | QuoteCells | DepthCells;

export interface Row {
  /** When it is played, UNIX microseconds. */
  readonly timeUs: number;
  /** When the venue says it happened, UNIX ms. */
  readonly venueTimeMs: number;
  /** Ours. */
  readonly symbol: string;
  /** In order; may be empty. */
  readonly cells: readonly Cells[];
}

/** One reading of a file: every line goes through it, the first one first. */
export interface RowReader {
  /** @returns The row; undefined for a line that need not be one (empty, header); a text that says what is wrong. */
  read(line: string): Row | string | undefined;
}

/** How the rows of one file are read. */
export interface RowFormat {
  /** For people. */
  readonly name: string;
  createReader(): RowReader;
  /** What is known of a symbol beside its decimals. */
  describe(symbol: string): {
    readonly venue: string;
    readonly displayName: string;
    readonly currency: string;
  };
}
