/** What can be made to go wrong at a local venue server, as data, and what of it is still to come. */

export type VenueFault =
  /** The next handshakes are answered with an HTTP status. */
  | {
      readonly kind: 'refuseHandshakes';
      readonly count: number;
      readonly status: number;
      readonly retryAfterSeconds?: number;
    }
  /** All connections end: with a close frame, or as if the wire were cut. */
  | { readonly kind: 'drop'; readonly how: 'closeFrame' | 'reset' }
  /** Open connections get no more market data; heartbeats and answers go on. */
  | { readonly kind: 'mute' }
  /** Open connections get nothing at all any more, not even pongs. */
  | { readonly kind: 'silence' }
  /** The next book snapshots break off in their middle, and with them their connection. */
  | { readonly kind: 'cutSnapshots'; readonly count: number }
  /** The next events of the kind reach nobody. */
  | { readonly kind: 'loseTrades'; readonly count: number; readonly symbol?: string }
  | { readonly kind: 'loseBookUpdates'; readonly count: number; readonly symbol?: string }
  /** The next checksums are wrong. */
  | { readonly kind: 'corruptChecksums'; readonly count: number }
  /** The next subscriptions are refused, in a way that may pass: of one symbol (ours without venue), or of all. */
  | { readonly kind: 'refuseSubscriptions'; readonly count: number; readonly symbol?: string }
  /** The venue does not know the symbol any more, though it is in its list. */
  | { readonly kind: 'forgetSymbol'; readonly symbol: string }
  /** Acknowledgements, and what follows them, are kept back until released. */
  | { readonly kind: 'withholdAcknowledgements' }
  | { readonly kind: 'releaseAcknowledgements' }
  /** Open connections get a frame that is cut in its middle. */
  | { readonly kind: 'malformedFrame' }
  /** Open connections are told that they will be closed. */
  | { readonly kind: 'notice' }
  /** The next HTTP requests whose path has `path` in it are answered with a status. */
  | {
      readonly kind: 'refuseHttp';
      readonly count: number;
      readonly status: number;
      readonly retryAfterSeconds?: number;
      readonly path?: string;
    }
  /** The next HTTP requests are answered late. */
  | {
      readonly kind: 'slowHttp';
      readonly count: number;
      readonly delayMs: number;
      readonly path?: string;
    }
  /** From now on no key is right. */
  | { readonly kind: 'revokeKeys' };

type Armed<Kind extends VenueFault['kind']> = Extract<VenueFault, { readonly kind: Kind }>;

/** Faults that wait for their occasion. */
export class ArmedFaults {
  #armed: VenueFault[] = [];
  readonly #forgotten = new Set<string>();

  arm(fault: VenueFault): void {
    if (fault.kind === 'forgetSymbol') this.#forgotten.add(fault.symbol);
    else this.#armed.push(fault);
  }

  hasForgotten(symbol: string): boolean {
    return this.#forgotten.has(symbol);
  }

  /** Takes one occasion of a fault that fits; undefined: all goes well. */
  take<Kind extends 'refuseHandshakes' | 'cutSnapshots' | 'corruptChecksums'>(
    kind: Kind,
  ): Armed<Kind> | undefined {
    return this.#take(kind, () => true);
  }

  takeOfSymbol(
    kind: 'loseTrades' | 'loseBookUpdates' | 'refuseSubscriptions',
    symbol: string,
  ): boolean {
    return this.#take(kind, (fault) => (fault.symbol ?? symbol) === symbol) !== undefined;
  }

  /** A request's path, without its query. */
  takeOfPath<Kind extends 'refuseHttp' | 'slowHttp'>(
    kind: Kind,
    path: string,
  ): Armed<Kind> | undefined {
    return this.#take(kind, (fault) => {
      return path.includes((fault as Armed<'refuseHttp' | 'slowHttp'>).path ?? '');
    });
  }

  /** Occasions of the kind that are still to come. */
  left(kind: VenueFault['kind']): number {
    return this.#armed.reduce(
      (sum, fault) => (fault.kind === kind && 'count' in fault ? sum + fault.count : sum),
      0,
    );
  }

  #take<Kind extends VenueFault['kind']>(
    kind: Kind,
    fits: (fault: Armed<Kind>) => boolean,
  ): Armed<Kind> | undefined {
    const index = this.#armed.findIndex(
      (fault) => fault.kind === kind && fits(fault as Armed<Kind>),
    );
    const fault = this.#armed[index] as Armed<Kind> | undefined;
    if (fault === undefined || !('count' in fault)) return undefined;
    if (fault.count > 1) this.#armed[index] = { ...fault, count: fault.count - 1 };
    else this.#armed.splice(index, 1);
    return fault;
  }
}
