/** What a venue sent, as record mode writes it and replay gives it to a mapper again; never what we sent. */

interface Received {
  /** UNIX ms. */
  readonly receivedTimeMs: number;
  /**
   * Which connection it came over: 1 for the first of a source, a new number for each further one. Connections run
   * side by side (symbols are split over them, and one is replaced before it ends), each with a mapper of its own.
   */
  readonly connection: number;
}

/** One event of one venue, in the order in which the mappers saw them. */
export type RecordedEvent =
  /** A message of the stream, whole. */
  | (Received & { readonly kind: 'frame'; readonly text: string })
  /** An answer over HTTP that went through the connection's mapper as a frame: a book snapshot of `symbol` (ours). */
  | (Received & { readonly kind: 'answer'; readonly symbol: string; readonly text: string })
  /** A new connection: its mapper begins empty. */
  | (Received & { readonly kind: 'connected' })
  /** The connection has ended, whatever the reason: nothing more comes from it. */
  | (Received & { readonly kind: 'closed' });
