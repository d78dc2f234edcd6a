/** Bytes of a stream -> numbered lines, however the stream was cut; pure. */

/** Longest line, characters. */
export const MAX_LINE_LENGTH = 1024 * 1024;

export interface NumberedLine {
  /** 1 first. */
  readonly number: number;
  /** Without its end; undefined: it was longer than is read. */
  readonly text: string | undefined;
}

/** Cuts a stream into lines; UTF-8 that is cut in the middle of a character, CRLF and a last line without end are whole. */
export class LineSplitter {
  readonly #decoder = new TextDecoder();
  #rest = '';
  /** Whether what comes up to the next end of line is thrown away. */
  #isTooLong = false;
  #number = 0;

  /** Takes the next bytes. @returns The lines that they complete, in order. */
  push(bytes: Uint8Array): NumberedLine[] {
    return this.#cut(this.#decoder.decode(bytes, { stream: true }));
  }

  /** Takes the end of the stream. @returns What was left, if anything was. */
  end(): NumberedLine[] {
    const lines = this.#cut(this.#decoder.decode());
    if (this.#rest !== '' || this.#isTooLong) lines.push(this.#line(this.#rest));
    this.#rest = '';
    return lines;
  }

  #cut(text: string): NumberedLine[] {
    const parts = text.split('\n');
    const last = parts.pop() ?? '';
    const lines = parts.map((part) => {
      const line = this.#line(this.#rest + part);
      this.#rest = '';
      return line;
    });
    this.#rest += last;
    if (this.#rest.length > MAX_LINE_LENGTH) {
      this.#isTooLong = true;
      this.#rest = '';
    }
    return lines;
  }

  #line(text: string): NumberedLine {
    const isTooLong = this.#isTooLong || text.length > MAX_LINE_LENGTH;
    this.#isTooLong = false;
    this.#number += 1;
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    return { number: this.#number, text: isTooLong ? undefined : text.slice(0, end) };
  }
}
