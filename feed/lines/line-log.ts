/** What the log says of lines that are refused, or odd: each one up to a bound, then only their number. */
import type { Logger } from 'pino';
import { plainText } from '../venues/protocol-fault.ts';
import type { LineNotice } from './tick-line-parser.ts';

/** A stream of another format would flood the log. */
const MAX_LOGGED = 100;

export class LineLog {
  readonly #logger: Logger;
  #badLines = 0;
  #notices = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Lines that were refused. */
  get badLines(): number {
    return this.#badLines;
  }

  /** @param line Number of the line, 1 first. */
  refused(line: number, fault: string): void {
    this.#badLines += 1;
    if (this.#badLines <= MAX_LOGGED) {
      this.#logger.error({ line, fault: plainText(fault) }, 'bad line skipped');
    }
    if (this.#badLines === MAX_LOGGED) this.#logger.error('further bad lines are only counted');
  }

  noticed(notice: LineNotice): void {
    this.#notices += 1;
    if (this.#notices > MAX_LOGGED) return;
    switch (notice.kind) {
      case 'rounded': {
        const { symbol, declaration } = notice;
        this.#logger.warn(
          { symbol, declaration },
          'numbers are rounded: this line, in front of the first tick of the symbol, would keep all digits',
        );
        return;
      }
      case 'unknownField':
        this.#logger.warn(
          { type: notice.type, field: plainText(notice.field) },
          'unknown field passed over',
        );
    }
  }
}
