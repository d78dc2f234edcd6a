/** Any of the venues as a server on this machine that can be away, and that knows what it lost. */
import { VENUES, type VenueName } from '../../../feed/venues/catalogue.ts';
import { alpaca } from '../../support/venues/alpaca.ts';
import { binance } from '../../support/venues/binance.ts';
import { bybit } from '../../support/venues/bybit.ts';
import { coinbase } from '../../support/venues/coinbase.ts';
import { finnhub } from '../../support/venues/finnhub.ts';
import { kraken } from '../../support/venues/kraken.ts';
import { MadeMarket, type MadeSymbol, type MadeTrade } from '../../support/venues/made-market.ts';
import { massive } from '../../support/venues/massive.ts';
import { okx } from '../../support/venues/okx.ts';
import type { VenueProtocol } from '../../support/venues/venue-protocol.ts';
import { VenueServer } from '../../support/venues/venue-server.ts';

/** Symbols of each venue, ours without its name. */
const WATCHED: Readonly<Record<VenueName, readonly string[]>> = {
  binance: ['BTC-USDT', 'ETH-USDT'],
  coinbase: ['BTC-USD'],
  kraken: ['BTC-USD'],
  okx: ['BTC-USDT'],
  bybit: ['BTC-USDT'],
  alpaca: ['AAPL'],
  massive: ['MSFT'],
  finnhub: ['SPY'],
};
const PROTOCOLS: Readonly<Record<VenueName, VenueProtocol>> = {
  ...{ alpaca, binance, bybit, coinbase, finnhub, kraken, massive, okx },
};
/** Events of each symbol that happen while its venue is away, about every second one a trade. */
const AWAY_EVENTS = 24;

/** A symbol of a venue. */
export interface Watched {
  /** Ours. */
  readonly name: string;
  readonly made: MadeSymbol;
  readonly venue: LocalVenue;
}

/** A venue on this machine that can be away. */
export class LocalVenue {
  readonly name: VenueName;
  readonly server: VenueServer;
  readonly watched: readonly Watched[];
  /** Trades that nobody was told and nobody can ask for, by symbol. */
  readonly #lost = new Map<MadeSymbol, Set<MadeTrade>>();
  readonly #door: { isShut: boolean };

  private constructor(name: VenueName, server: VenueServer, door: { isShut: boolean }) {
    this.name = name;
    this.server = server;
    this.#door = door;
    this.watched = server.market.symbols.map((made) => ({
      name: `${made.symbol}.${server.protocol.venue}`,
      made,
      venue: this,
    }));
  }

  static async open(name: VenueName, seed: number): Promise<LocalVenue> {
    const protocol = PROTOCOLS[name];
    const door = { isShut: false };
    const symbols = protocol.symbols.filter(({ symbol }) => WATCHED[name].includes(symbol));
    const server = await VenueServer.open(
      {
        ...protocol,
        refuses: (url, isKey) => (door.isShut ? 503 : protocol.refuses?.(url, isKey)),
      },
      {
        market: new MadeMarket({ symbols, tradeIds: protocol.tradeIds, seed }),
        keys: VENUES[name].capabilities.credentials.map(({ variable }) => keyOf(variable)),
      },
    );
    return new LocalVenue(name, server, door);
  }

  /** What tells a feed where the venue is. */
  get environment(): Record<string, string> {
    const prefix = this.name.toUpperCase();
    const { credentials } = VENUES[this.name].capabilities;
    return {
      [`${prefix}_WS_URL`]: this.server.urls.stream,
      [`${prefix}_HTTP_URL`]: this.server.urls.http,
      ...Object.fromEntries(credentials.map(({ variable }) => [variable, keyOf(variable)])),
    };
  }

  /** Handshakes that were accepted. */
  get connectionCount(): number {
    return this.server.handshakes.filter(({ status }) => status === 101).length;
  }

  /** Lets time pass, unless trades would happen of which nobody hears. */
  step(): void {
    const isHeard = [...this.server.sessions].some(
      (session) =>
        session.isOpen && this.watched.every(({ made }) => session.has('trades', made.symbol)),
    );
    if (isHeard) this.server.advance(this.watched.length);
  }

  /** Ends all connections, lets no other one come about, and has trades meanwhile. */
  leave(how: 'closeFrame' | 'reset'): void {
    const before = new Map(this.watched.map(({ made }) => [made, this.tradesOf(made).length]));
    this.#door.isShut = true;
    this.server.inject({ kind: 'drop', how });
    this.server.advance(AWAY_EVENTS * this.watched.length);
    if (VENUES[this.name].trades !== undefined) return;
    for (const { made } of this.watched) {
      const lost = this.tradesOf(made).slice(before.get(made));
      this.#lost.set(made, new Set([...this.lostOf(made), ...lost]));
    }
  }

  comeBack(): void {
    this.#door.isShut = false;
  }

  /** All trades so far. */
  tradesOf({ symbol }: MadeSymbol): readonly MadeTrade[] {
    return this.server.market.trades(symbol);
  }

  lostOf(made: MadeSymbol): ReadonlySet<MadeTrade> {
    return this.#lost.get(made) ?? new Set();
  }
}

/** A key that the venue's server takes, made of the name of its variable. */
function keyOf(variable: string): string {
  return `${variable.toLowerCase()}-0123456789`;
}
