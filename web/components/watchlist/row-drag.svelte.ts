/** Dragging a row to another place: follows the pointer, knows the row's target, moves nothing itself. */

/** Pixels that a press may shake before it is a drag. */
const START_DISTANCE = 5;

/** One list's drag. */
export class RowDrag {
  /** Symbol being dragged; empty: none. */
  symbol = $state('');
  /** Index that the row would get. */
  toIndex = $state(0);
  #from = 0;
  #startY = 0;
  #pressed = '';
  #wasDragged = false;
  readonly #drop: (symbol: string, toIndex: number) => void;

  /** @param drop Called once at the end of a drag that changes the order. */
  constructor(drop: (symbol: string, toIndex: number) => void) {
    this.#drop = drop;
  }

  /** Notes a press on a row. Touch scrolls instead, so only a mouse or pen drags. */
  press(event: PointerEvent, symbol: string, index: number): void {
    this.#wasDragged = false;
    if (event.button !== 0 || event.pointerType === 'touch') return;
    this.#pressed = symbol;
    this.#from = index;
    this.#startY = event.clientY;
  }

  /** @returns Whether a drag is on; the caller then captures the pointer. */
  move(event: PointerEvent, rowHeight: number, rowCount: number): boolean {
    if (this.#pressed === '') return false;
    const distance = event.clientY - this.#startY;
    if (this.symbol === '' && Math.abs(distance) < START_DISTANCE) return false;
    this.symbol = this.#pressed;
    const target = this.#from + Math.round(distance / rowHeight);
    this.toIndex = Math.max(0, Math.min(rowCount - 1, target));
    return true;
  }

  release(): void {
    if (this.symbol !== '') {
      this.#wasDragged = true;
      if (this.toIndex !== this.#from) this.#drop(this.symbol, this.toIndex);
    }
    this.cancel();
  }

  cancel(): void {
    this.#pressed = '';
    this.symbol = '';
  }

  /** Whether the click that now arrives is the end of a drag. Tells it once. */
  takesClick(): boolean {
    const takes = this.#wasDragged;
    this.#wasDragged = false;
    return takes;
  }

  /** Where the line of the drop target is, in rows from the top; undefined: no drag. */
  get lineIndex(): number | undefined {
    if (this.symbol === '') return undefined;
    return this.toIndex > this.#from ? this.toIndex + 1 : this.toIndex;
  }
}
