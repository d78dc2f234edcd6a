/** Keys of the watchlist: which key moves, opens, removes or reorders what. */

export type GridCommand =
  | { readonly kind: 'moveCursor'; readonly index: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'remove' }
  /** Moves the row itself. */
  | { readonly kind: 'moveRow'; readonly index: number };

export interface GridKey {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/**
 * @param index    Row of the cursor; -1: none, an arrow then enters at the nearer end.
 * @param rowCount Rows in the list, > 0.
 * @param pageRows Rows in view; a page moves by one less.
 */
export function gridCommand(
  key: GridKey,
  index: number,
  rowCount: number,
  pageRows: number,
): GridCommand | undefined {
  if (key.ctrlKey || key.metaKey) return undefined;
  const clamp = (row: number): number => Math.max(0, Math.min(rowCount - 1, row));
  if (key.altKey) {
    const step = key.key === 'ArrowUp' ? -1 : key.key === 'ArrowDown' ? 1 : 0;
    if (step === 0 || index < 0) return undefined;
    return { kind: 'moveRow', index: clamp(index + step) };
  }
  const page = Math.max(1, Math.floor(pageRows) - 1);
  const move = (row: number): GridCommand => ({ kind: 'moveCursor', index: clamp(row) });
  switch (key.key) {
    case 'ArrowDown':
      return move(index + 1);
    case 'ArrowUp':
      return move(index < 0 ? rowCount - 1 : index - 1);
    case 'PageDown':
      return move(index + page);
    case 'PageUp':
      return move(index - page);
    case 'Home':
      return move(0);
    case 'End':
      return move(rowCount - 1);
    case 'Enter':
      return { kind: 'open' };
    case 'Delete':
    case 'Backspace':
      return { kind: 'remove' };
    default:
      return undefined;
  }
}
