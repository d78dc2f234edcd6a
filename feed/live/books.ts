/** Which books of one connection are wrong and when each is fetched anew, so that no storm of requests arises; pure. */
import type { Backoff } from './backoff.ts';

export interface BooksOptions {
  /** A new book has to have come by then, ms. */
  readonly answerMs: number;
  /** A book that was right for so long is fetched at once, ms. */
  readonly calmMs: number;
  readonly createBackoff: () => Backoff;
}

interface Book {
  /** `waiting`: to be asked for at `dueMs`; `asked`: has to come by `dueMs`. */
  state: 'new' | 'right' | 'waiting' | 'asked';
  dueMs: number;
  rightSinceMs: number;
  readonly backoff: Backoff;
}

/** By our symbols. Times are ms of a clock that never goes back. */
export class Books {
  readonly #options: BooksOptions;
  readonly #books = new Map<string, Book>();
  /** Symbols whose book is not right. */
  readonly #wrong = new Set<string>();

  constructor(options: BooksOptions) {
    this.#options = options;
  }

  /** Symbols whose book is being had anew. */
  get wrong(): ReadonlySet<string> {
    return this.#wrong;
  }

  /** Whether the symbol had a book on this connection. */
  hasBeenRight(symbol: string): boolean {
    return (this.#books.get(symbol)?.rightSinceMs ?? -Infinity) > -Infinity;
  }

  /** The book went wrong, or was not there yet. Also what came is wrong if one has been asked for already. */
  fault(symbol: string, nowMs: number): void {
    const book = this.#books.get(symbol) ?? this.#create();
    this.#books.set(symbol, book);
    if (book.state === 'waiting') return;
    const isCalm = book.state === 'right' && nowMs - book.rightSinceMs >= this.#options.calmMs;
    if (isCalm) book.backoff.reset();
    const isFirst = book.backoff.failures === 0;
    const waitMs = book.backoff.next();
    book.dueMs = nowMs + (isFirst ? 0 : waitMs);
    book.state = 'waiting';
    this.#wrong.add(symbol);
  }

  /** A book with levels came. Returns whether it had been wrong. */
  right(symbol: string, nowMs: number): boolean {
    let book = this.#books.get(symbol);
    if (book === undefined) {
      book = this.#create();
      this.#books.set(symbol, book);
    } else if (book.state === 'right') {
      return false;
    }
    const wasWrong = this.#wrong.delete(symbol);
    book.state = 'right';
    book.rightSinceMs = nowMs;
    return wasWrong;
  }

  /** The symbol is of no interest any more. */
  end(symbol: string): void {
    this.#books.delete(symbol);
    this.#wrong.delete(symbol);
  }

  #create(): Book {
    const backoff = this.#options.createBackoff();
    return { state: 'new', dueMs: 0, rightSinceMs: -Infinity, backoff };
  }

  /** Symbols whose books have to be asked for now; they are then taken to be on their way. */
  due(nowMs: number): string[] {
    if (this.#wrong.size === 0) return [];
    const due: string[] = [];
    for (const symbol of this.#wrong) {
      const book = this.#books.get(symbol);
      if (book === undefined) continue;
      if (book.state === 'asked' && book.dueMs <= nowMs) this.fault(symbol, nowMs);
      if (book.state !== 'waiting' || book.dueMs > nowMs) continue;
      book.state = 'asked';
      book.dueMs = nowMs + this.#options.answerMs;
      due.push(symbol);
    }
    return due;
  }
}
