/** Callbacks of those who want to be told; not reactive on purpose. */

export class Listeners {
  readonly #callbacks = new Set<() => void>();

  /** Adds a callback. Returns what removes it. */
  add(callback: () => void): () => void {
    this.#callbacks.add(callback);
    return () => {
      this.#callbacks.delete(callback);
    };
  }

  tell(): void {
    for (const callback of this.#callbacks) callback();
  }
}
