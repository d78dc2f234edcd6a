/** GET /api/latest: what is known of some symbols at this moment. */
import type { FastifyInstance } from 'fastify';
import type { MarketState } from '../market/market-state.ts';
import { quoted, sendError } from './api-error.ts';
import { LATEST_SYMBOLS_LIMIT, latestSchema } from './api-schemas.ts';

export interface LatestRouteDeps {
  /** Whether the market is what the log says. */
  readonly isReady: () => boolean;
  readonly state: (symbol: string) => MarketState | undefined;
  /** UNIX ms. */
  readonly clock: () => number;
}

export function addLatestRoute(app: FastifyInstance, deps: LatestRouteDeps): void {
  app.get<{ Querystring: { readonly symbols: string } }>(
    '/api/latest',
    { schema: latestSchema },
    (request, reply) => {
      if (!deps.isReady()) {
        return sendError(reply, 503, 'ERR_SERVER_NOT_READY', 'still reading the log');
      }
      const symbols = request.query.symbols.split(',').map((symbol) => symbol.trim());
      if (symbols.length > LATEST_SYMBOLS_LIMIT) {
        const message = `symbols: expected at most ${String(LATEST_SYMBOLS_LIMIT)}, got ${String(symbols.length)}`;
        return sendError(reply, 400, 'ERR_REQUEST_INVALID', message);
      }
      const states = symbols.map(deps.state);
      const unknown = symbols.filter((_, index) => !states[index]);
      if (unknown.length > 0) {
        const message = `no feed offers ${quoted(unknown.join(','))}: see /api/instruments`;
        return sendError(reply, 404, 'ERR_SYMBOL_UNKNOWN', message);
      }
      return reply.header('cache-control', 'no-store').send({
        serverTimeMs: deps.clock(),
        symbols: states.filter((state) => state !== undefined).map(latestOf),
      });
    },
  );
}

function latestOf({ instrument, quote, last, statistics }: MarketState): object {
  const { symbol, venue, priceDecimals, sizeDecimals } = instrument;
  return { symbol, venue, priceDecimals, sizeDecimals, quote, last, statistics };
}
