/** A door that any number of callers can wait at; opened, it lets all of them through and is shut again. */
export class Gate {
  #promise: Promise<void> | undefined;
  #open: (() => void) | undefined;

  /** Resolves at the next `open`. All waiting callers share one promise, so waiting costs nothing. */
  wait(): Promise<void> {
    this.#promise ??= new Promise((resolve) => {
      this.#open = resolve;
    });
    return this.#promise;
  }

  /** Lets all callers that wait now go on. */
  open(): void {
    this.#open?.();
    this.#promise = undefined;
    this.#open = undefined;
  }
}
