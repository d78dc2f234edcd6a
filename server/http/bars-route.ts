/** GET /api/bars: bars of any range, as JSON or protobuf. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { encodeBarsReply, type BarsReply } from '../../proto/bars-reply-codec.ts';
import type { Interval } from '../../proto/types.ts';
import { readBars, type BarsPage } from '../history/bar-history.ts';
import type { StoredBars } from '../history/stored-bars.ts';
import type { WorkGate } from '../history/work-gate.ts';
import type { MarketState } from '../market/market-state.ts';
import { quoted, sendError } from './api-error.ts';
import { barsSchema } from './api-schemas.ts';

export interface BarsRouteDeps {
  /** Whether the market is what the log says. */
  readonly isReady: () => boolean;
  readonly state: (symbol: string) => MarketState | undefined;
  readonly stored: StoredBars;
  readonly gate: WorkGate;
}

interface BarsQuerystring {
  readonly symbol: string;
  readonly interval: Interval;
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
}

const PROTOBUF = 'application/x-protobuf';
/** Nothing changes in a closed range, but what is too old for the retention goes away. */
const CLOSED_MAX_AGE = 'private, max-age=60, immutable';

export function addBarsRoute(app: FastifyInstance, deps: BarsRouteDeps): void {
  app.get<{ Querystring: BarsQuerystring }>(
    '/api/bars',
    { schema: barsSchema },
    async (request, reply) => {
      const { symbol, interval, from = 0, to, limit } = request.query;
      if (!deps.isReady()) {
        return sendError(reply, 503, 'ERR_SERVER_NOT_READY', 'still reading the log');
      }
      const state = deps.state(symbol);
      if (!state) {
        const message = `no feed offers ${quoted(symbol)}: see /api/instruments`;
        return sendError(reply, 404, 'ERR_SYMBOL_UNKNOWN', message);
      }
      if (to !== undefined && from >= to) {
        const message = `from: expected less than to (${String(to)}), got ${String(from)}`;
        return sendError(reply, 400, 'ERR_REQUEST_INVALID', message);
      }
      const result = await deps.gate.run({
        asker: request.ip,
        isGone: () => request.raw.destroyed,
        run: async () => {
          const query = { interval, fromMs: from, toMs: to ?? Infinity, limit };
          const page = await readBars(state, deps.stored, query);
          return { value: page, rows: page.baseBars + page.bars.length };
        },
      });
      if (result.kind === 'refused') return refuse(reply, result.isOwnFault);
      if (result.kind === 'gone') return reply.hijack();
      return answer(request, reply, state, interval, result.value);
    },
  );
}

function refuse(reply: FastifyReply, isOwnFault: boolean): FastifyReply {
  return isOwnFault
    ? sendError(reply, 429, 'ERR_MESSAGE_RATE', 'too many requests of this address are waiting')
    : sendError(reply, 503, 'ERR_SERVER_OVERLOADED', 'too many requests are waiting');
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { instrument }: MarketState,
  interval: Interval,
  { bars, hasOlder, gaps, isClosed }: BarsPage,
): FastifyReply {
  const { symbol, priceDecimals, sizeDecimals } = instrument;
  const body: BarsReply = { symbol, interval, priceDecimals, sizeDecimals, bars, hasOlder, gaps };
  void reply
    .header('cache-control', isClosed ? CLOSED_MAX_AGE : 'no-store')
    .header('vary', 'accept');
  const wantsProtobuf = (request.headers.accept ?? '').includes(PROTOBUF);
  if (!wantsProtobuf) return reply.type('application/json; charset=utf-8').send(body);
  return reply.type(PROTOBUF).send(Buffer.from(encodeBarsReply(body)));
}
