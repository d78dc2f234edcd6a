/** What a local venue server must know of one venue: its words and its rules, written from the venue's documents. */
import type { VenueChannel } from '../../../feed/venues/venue-capabilities.ts';
import type { MadeEvent, MadeMarket, MadeSymbol, MadeTradeIds } from './made-market.ts';
import type { VenueSession } from './venue-session.ts';

/** So many in any span of so many milliseconds. */
export interface Rate {
  readonly count: number;
  readonly perMs: number;
}

/** What the venue forbids; an absent limit is one that it does not have. */
export interface ServerLimits {
  /** Texts and WebSocket pings of a client on one connection. */
  readonly messages?: Rate;
  /** Handshakes. */
  readonly connectionAttempts?: Rate;
  /** Connections at once, of one key where there are keys. */
  readonly connections?: number;
  readonly topicsPerRequest?: number;
  readonly topicsPerConnection?: number;
  /** Characters of one text of a client. */
  readonly requestLength?: number;
  /** A connection without a text of the client by then is closed. */
  readonly firstRequestMs?: number;
  /** A connection on which neither side said anything for so long is closed. */
  readonly idleMs?: number;
  /** Connections are closed at this age. */
  readonly connectionAgeMs?: number;
  /** Weights of HTTP requests. */
  readonly http?: Rate;
}

/** A GET of the client. */
export interface VenueRequest {
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly market: MadeMarket;
  /** Whether this key is one that the venue knows. */
  isKey(key: string | undefined | null): boolean;
}

export interface VenueAnswer {
  readonly status: number;
  readonly body: string;
  /** Against `limits.http`. Default 1. */
  readonly weight?: number;
  /** A book snapshot: what `cutSnapshots` cuts. Default false. */
  readonly isSnapshot?: boolean;
}

/** One venue as a server speaks it. Without state: what belongs to a connection is kept in its session. */
export interface VenueProtocol {
  /** As in our symbols, e.g. `BINANCE`. */
  readonly venue: string;
  readonly tradeIds: MadeTradeIds;
  /** What is traded unless a test says otherwise. */
  readonly symbols: readonly MadeSymbol[];
  readonly limits: ServerLimits;
  /** Whether a WebSocket may be opened at this address; else the handshake is answered with 404. */
  accepts(url: URL): boolean;
  /** HTTP status that refuses a handshake, for its keys; undefined: welcome. */
  refuses?(url: URL, isKey: (key: string | null) => boolean): number | undefined;
  /** Key of a connection that is known from its address, for the limit of connections. Default: one for all. */
  opened?(session: VenueSession): void;
  /** A text of the client. */
  receive(session: VenueSession, text: string): void;
  /** The frames that tell a session of an event; none if it did not ask for it (`session.has`). */
  word(session: VenueSession, event: MadeEvent): readonly string[];
  /** What the venue says of itself when nothing happens; how often, milliseconds. */
  readonly heartbeat?: { readonly everyMs: number; beat(session: VenueSession): void };
  /** Says that the connection will be closed for maintenance. Absent: the venue closes without a word. */
  notice?(session: VenueSession): void;
  /** What happens to a session that breaks the limit of messages. Default: it is cut. */
  punishMessages?(session: VenueSession): void;
  /** What happens to a session above the limit of connections. Default: it is cut. */
  punishConnections?(session: VenueSession, others: readonly VenueSession[]): void;
  answer(request: VenueRequest): VenueAnswer;
}

/** `ready`: the subscription stands; `busy`: refused, another try may succeed; `unknown`: there is no such symbol. */
export type Verdict = 'ready' | 'busy' | 'unknown';

/** A channel of a symbol, as `session.topics` has it. */
export function topicOf(channel: VenueChannel, symbol: string): string {
  return `${channel} ${symbol}`;
}

/** A rule that the client broke. */
export interface Violation {
  readonly rule: string;
  readonly detail: string;
}
