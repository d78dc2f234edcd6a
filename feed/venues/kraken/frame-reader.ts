/** Walks through a JSON text once and says where its values stand, so that digits stay as they were sent; pure. */

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

/** Thrown where the text is no JSON of the expected form; the mapper says which frame it was. */
export class FrameSyntaxError extends Error {
  override readonly name = 'FrameSyntaxError';
}

/**
 * A cursor on a JSON text.
 *
 * Strings are given as they stand between their quotes: the fields that matter here hold no escapes. Numbers are checked
 * when they are read, not when they are passed over.
 */
export class FrameReader {
  #text = '';
  #at = 0;
  /** Where the last scalar begins, without its quote. */
  start = 0;
  /** Where the last scalar ends. */
  end = 0;

  reset(text: string): void {
    this.#text = text;
    this.#at = 0;
  }

  /** Enters an object or an array. */
  enterObject(): void {
    this.#expect(OPEN_BRACE);
  }

  enterArray(): void {
    this.#expect(OPEN_BRACKET);
  }

  /** Name of the next field; undefined at the end of the object, which is left. */
  nextKey(): string | undefined {
    let code = this.#peek();
    if (code === CLOSE_BRACE) {
      this.#at += 1;
      return undefined;
    }
    if (code === COMMA) {
      this.#at += 1;
      code = this.#peek();
    }
    if (code !== QUOTE) this.#fail('a field name');
    const start = this.#at + 1;
    const end = this.#text.indexOf('"', start);
    if (end < 0) this.#fail('the end of a field name');
    this.#at = end + 1;
    this.#expect(COLON);
    return this.#text.slice(start, end);
  }

  /** Whether another element follows; at the end of the array it is left. */
  hasElement(): boolean {
    const code = this.#peek();
    if (code === CLOSE_BRACKET) {
      this.#at += 1;
      return false;
    }
    if (code === COMMA) this.#at += 1;
    return true;
  }

  /** Reads a string, number or literal: it is then from `start` to `end`. */
  scalar(): void {
    const text = this.#text;
    const code = this.#peek();
    if (code === QUOTE) {
      this.start = this.#at + 1;
      this.#skipString();
      this.end = this.#at - 1;
      return;
    }
    let at = this.#at;
    this.start = at;
    for (; at < text.length; at++) {
      const next = text.charCodeAt(at);
      if (next === COMMA || next === CLOSE_BRACE || next === CLOSE_BRACKET || next <= 32) break;
    }
    if (at === this.start || code === OPEN_BRACE || code === OPEN_BRACKET) this.#fail('a value');
    this.end = at;
    this.#at = at;
  }

  /** Reads a scalar as text. */
  text(): string {
    this.scalar();
    return this.#text.slice(this.start, this.end);
  }

  /** Text between two places of the frame. */
  slice(start: number, end: number): string {
    return this.#text.slice(start, end);
  }

  /** Passes over a value of any kind. */
  skip(): void {
    const first = this.#peek();
    if (first !== OPEN_BRACE && first !== OPEN_BRACKET) {
      this.scalar();
      return;
    }
    let depth = 0;
    do {
      const code = this.#text.charCodeAt(this.#at);
      if (Number.isNaN(code)) this.#fail('the end of a value');
      if (code === QUOTE) {
        this.#skipString();
        continue;
      }
      if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
      else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
      this.#at += 1;
    } while (depth > 0);
  }

  #skipString(): void {
    const text = this.#text;
    for (let at = this.#at + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) {
        this.#at = at + 1;
        return;
      }
    }
    this.#fail('the end of a string');
  }

  #peek(): number {
    let code = this.#text.charCodeAt(this.#at);
    while (code <= 32) code = this.#text.charCodeAt(++this.#at);
    return code;
  }

  #expect(code: number): void {
    if (this.#peek() !== code) this.#fail(JSON.stringify(String.fromCharCode(code)));
    this.#at += 1;
  }

  #fail(expected: string): never {
    throw new FrameSyntaxError(`expected ${expected} at character ${String(this.#at)}`);
  }
}
