/** What the HTTP API answers when it cannot do what was asked: {code, message}, always. */
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { ErrorCode } from '../../proto/errors.ts';
import { isMarketDataError } from '../../proto/errors.ts';

/** Longest part of a request that an answer repeats, characters. */
const QUOTED_LENGTH = 80;

/** Ends a request with a status and a reason. */
export function sendError(
  reply: FastifyReply,
  status: number,
  code: ErrorCode,
  message: string,
): FastifyReply {
  // All of these pass: whoever comes again in a second may have luck.
  if (status === 429 || status === 503) void reply.header('retry-after', '1');
  return reply.code(status).header('cache-control', 'no-store').send({ code, message });
}

/** Quotes what came in a request. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}…` : text;
}

/** Gives all errors of the app's routes their form. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const fault = error.validation?.[0];
    if (fault) return sendError(reply, 400, 'ERR_REQUEST_INVALID', describe(fault));
    if (isMarketDataError(error)) {
      const status = error.code === 'ERR_REDIS_UNAVAILABLE' ? 503 : 500;
      if (status === 500) reply.log.error({ err: error }, 'request failed');
      return sendError(reply, status, error.code, error.message);
    }
    const { statusCode = 500 } = error;
    if (statusCode < 500) {
      return sendError(reply, statusCode, 'ERR_REQUEST_INVALID', error.message);
    }
    reply.log.error({ err: error }, 'request failed');
    return sendError(reply, 500, 'ERR_INTERNAL', 'the server failed at this; its log says why');
  });
}

/** One finding of the schema's validator, with the value that it is about. */
interface Finding {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  readonly data?: unknown;
}

/** Says what was expected and what came. */
function describe({ keyword, instancePath, params, message = '', data }: Finding): string {
  const name = instancePath.slice(1);
  switch (keyword) {
    case 'required':
      return `${String(params['missingProperty'])}: expected, but it is missing`;
    case 'additionalProperties':
      return `${quoted(params['additionalProperty'])}: no such parameter here, see /api/docs`;
    case 'enum': {
      const allowed = params['allowedValues'];
      const list = Array.isArray(allowed) ? allowed.join(', ') : '';
      return `${name}: expected one of ${list}, got ${quoted(data)}`;
    }
    case 'type':
      return `${name}: expected ${String(params['type'])}, got ${quoted(data)}`;
    case 'minimum':
    case 'maximum':
      return `${name}: expected a number ${String(params['comparison'])} ${String(params['limit'])}, got ${quoted(data)}`;
    default:
      return `${name}: ${message}, got ${quoted(data)}`;
  }
}
