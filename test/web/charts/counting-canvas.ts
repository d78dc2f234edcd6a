/** A 2D canvas that draws nothing and counts what it is asked to draw. */

/** Counts of canvas calls and of changes of its state. */
export class CountingContext {
  /** Calls by name: `fillRect`, `stroke`, ... */
  readonly calls = new Map<string, number>();
  /** Rectangles filled, in order. */
  readonly fills: { x: number; y: number; width: number; height: number; style: unknown }[] = [];
  /** Texts written, in order. */
  readonly texts: string[] = [];
  readonly canvas: HTMLCanvasElement;
  readonly #state: Record<string, unknown> = { fillStyle: '#000', strokeStyle: '#000' };

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
  }

  /** The context to hand out. */
  asContext(): CanvasRenderingContext2D {
    return new Proxy(this.#state, {
      get: (state, name) => {
        if (typeof name !== 'string') return undefined;
        if (name === 'canvas') return this.canvas;
        if (name in state) return state[name];
        return (...parameters: unknown[]): unknown => this.#call(name, parameters);
      },
      set: (state, name, value) => {
        if (typeof name === 'string') state[name] = value;
        return true;
      },
    }) as unknown as CanvasRenderingContext2D;
  }

  /** How often `name` was called. */
  count(name: string): number {
    return this.calls.get(name) ?? 0;
  }

  /** How many calls of any name. */
  get total(): number {
    return [...this.calls.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Forgets all counts. */
  reset(): void {
    this.calls.clear();
    this.fills.length = 0;
    this.texts.length = 0;
  }

  #call(name: string, parameters: readonly unknown[]): unknown {
    this.calls.set(name, this.count(name) + 1);
    if (name === 'fillRect') {
      const [x, y, width, height] = parameters.map(Number);
      const style = this.#state['fillStyle'];
      this.fills.push({ x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0, style });
    }
    if (name === 'fillText') this.texts.push(String(parameters[0]));
    if (name === 'measureText') return { width: 6 * String(parameters[0]).length };
    if (name === 'createLinearGradient') return { addColorStop: () => undefined };
    return undefined;
  }
}

/** The counting contexts of a page, in the order in which their canvases asked for them. */
export class CountingPage {
  readonly contexts: CountingContext[] = [];
  readonly #contextOf = new WeakMap<HTMLCanvasElement, CanvasRenderingContext2D>();

  /** What `canvas.getContext('2d')` shall answer. */
  contextFor(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    let context = this.#contextOf.get(canvas);
    if (context === undefined) {
      const counting = new CountingContext(canvas);
      this.contexts.push(counting);
      context = counting.asContext();
      this.#contextOf.set(canvas, context);
    }
    return context;
  }

  /** The counting context of a canvas. */
  of(canvas: HTMLCanvasElement): CountingContext {
    const found = this.contexts.find((context) => context.canvas === canvas);
    if (found === undefined) throw new Error('Expected a canvas that was drawn on, got another');
    return found;
  }
}
