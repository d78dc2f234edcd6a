/** Finds the rows of a file whose times cannot be meant, so that one slip costs one row; pure. */

/** Rows that are so much behind a later one are taken as they come: venues write them so. */
const MAX_BACK_US = 60_000_000;
/** A row that jumps ahead by more has to be confirmed by the next one. */
const JUMP_US = 86_400_000_000;
/** Rows beyond this number, and the file is not in order at all. */
const MAX_STRAYS = 10_000;

export class TimeOrder {
  readonly #strays = new Map<number, string>();
  #rowCount = 0;
  #strayCount = 0;
  #latestUs = -Infinity;
  #latestLine = 0;
  /** Latest time before that one. */
  #beforeUs = -Infinity;
  #isJump = false;
  #firstUs = Infinity;
  #lastUs = -Infinity;
  #firstStray = '';

  /** Times of the rows that are in order; NaN of none. */
  get span(): { readonly firstTimeUs: number; readonly lastTimeUs: number } {
    this.#confirm();
    return { firstTimeUs: this.#firstUs, lastTimeUs: this.#lastUs };
  }

  /** Rows that are in order. */
  get count(): number {
    return this.#rowCount - this.#strayCount;
  }

  /** Takes the time of the next row. */
  add(lineNumber: number, timeUs: number): void {
    this.#rowCount += 1;
    if (timeUs >= this.#latestUs - MAX_BACK_US) {
      this.#confirm();
      if (timeUs > this.#latestUs) {
        this.#isJump = timeUs - this.#latestUs > JUMP_US;
        this.#beforeUs = this.#latestUs;
        this.#latestUs = timeUs;
        this.#latestLine = lineNumber;
      }
      if (!this.#isJump) this.#note(timeUs);
      return;
    }
    if (this.#isJump && timeUs >= this.#beforeUs - MAX_BACK_US) {
      this.#stray(
        this.#latestLine,
        `time ${iso(this.#latestUs)} is ahead of the row behind it, ${iso(timeUs)}: expected rows in order of time`,
      );
      this.#isJump = false;
      this.#latestUs = Math.max(timeUs, this.#beforeUs);
      this.#latestLine = lineNumber;
      this.#note(timeUs);
      return;
    }
    this.#stray(
      lineNumber,
      `time goes back from ${iso(this.#latestUs)} to ${iso(timeUs)}: expected rows in order of time`,
    );
  }

  /** Says why the row of a line is not taken. */
  faultAt(lineNumber: number): string | undefined {
    return this.#strays.get(lineNumber);
  }

  /** Says why the whole file cannot be played; undefined if it can. */
  fault(): string | undefined {
    if (this.#strayCount === 0) return undefined;
    if (this.#strayCount <= MAX_STRAYS && this.#strayCount * 2 <= this.#rowCount) return undefined;
    return (
      `its rows are not in order of time: ${this.#firstStray}, and ${String(this.#strayCount - 1)} others; ` +
      'sort the file by time first, or give each symbol a file of its own'
    );
  }

  #confirm(): void {
    if (!this.#isJump) return;
    this.#isJump = false;
    this.#note(this.#latestUs);
  }

  #note(timeUs: number): void {
    if (timeUs < this.#firstUs) this.#firstUs = timeUs;
    if (timeUs > this.#lastUs) this.#lastUs = timeUs;
  }

  #stray(lineNumber: number, fault: string): void {
    this.#strayCount += 1;
    if (this.#firstStray === '') this.#firstStray = `line ${String(lineNumber)}: ${fault}`;
    if (this.#strays.size < MAX_STRAYS) this.#strays.set(lineNumber, fault);
  }
}

function iso(timeUs: number): string {
  return new Date(timeUs / 1000).toISOString();
}
