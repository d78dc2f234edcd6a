/** A venue's HTTP side: GET requests within its limits, tried again as long as that can help. */
import type { Logger } from 'pino';
import { MarketDataError } from '../../../proto/errors.ts';
import type { Clock } from '../../clock.ts';
import type { HttpRequest } from '../../venues/venue.ts';
import type { VenueCapabilities } from '../../venues/venue-capabilities.ts';
import { Backoff, parseRetryAfterMs, TEMPORARY_REFUSAL } from '../backoff.ts';
import { addressOf, parseBaseUrl, redactAnswer, showAddress } from './address.ts';
import { startDeadline } from './deadline.ts';
import { readBody } from './read-body.ts';
import { MAX_SLEEP_MS, RequestQueue } from './request-queue.ts';

const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** Of a body that says what is wrong. */
const MAX_COMPLAINT_BYTES = 64 * 1024;
const MAX_OPEN_REQUESTS = 6;
/** Where a venue that has enough of us does not say for how long: a moment, and after a ban some minutes. */
const PAUSE_MS: Readonly<Record<number, number>> = { 429: 5_000, 418: 120_000 };

export interface VenueHttpOptions {
  readonly capabilities: VenueCapabilities;
  /** Another server than the venue's own; its path goes in front of the venue's paths. */
  readonly baseUrl?: string;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
  /** One answer has to be there by then, its body included; real time. Default 10 s. */
  readonly timeoutMs?: number;
  /** Ceiling of the first wait before another try. Default 500 ms. */
  readonly minBackoffMs?: number;
  /** Ceiling of any such wait; only `Retry-After` makes it longer. Default 30 s. */
  readonly maxBackoffMs?: number;
  /** A longer body is refused. Default 32 MiB. */
  readonly maxBodyBytes?: number;
}

export interface GetOptions {
  /** Tries before it is given up. Default: as often as it takes. */
  readonly maxTries?: number;
  /** Goes behind all others. Default false. */
  readonly isBackground?: boolean;
}

/** A try that failed and may be made once more. */
interface Retry {
  readonly reason: string;
  readonly retryAfterMs: number;
  readonly cause?: unknown;
}

/**
 * One for each venue of a process: all requests go through one queue with the limit `limits.http`.
 *
 * - 429 and 418 hold up everything of that host until `Retry-After` has passed, or for 5 s and 2 min where there is none,
 *   and so do the venue's `temporaryStatuses` for their time;
 * - 5xx, 408, 425, timeouts and broken connections are tried again after a wait with full jitter;
 * - everything else is final. Queries and headers are never shown or logged: there may be keys in them.
 */
export class VenueHttp {
  readonly clock: Clock;
  readonly #options: VenueHttpOptions;
  readonly #baseUrl: URL | undefined;
  readonly #queue: RequestQueue;
  readonly #counts = { requests: 0, answers: 0, retries: 0, rateLimited: 0, failures: 0, bytes: 0 };

  /** @throws {MarketDataError} ERR_CONFIG_INVALID: `baseUrl` is none. */
  constructor(options: VenueHttpOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.#baseUrl = options.baseUrl === undefined ? undefined : parseBaseUrl(options.baseUrl);
    this.#queue = new RequestQueue(
      options.clock,
      options.capabilities.limits.http,
      MAX_OPEN_REQUESTS,
    );
  }

  /** Happened so far: name -> count. */
  counts(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  /**
   * Gets the text of an answer with status 2xx.
   *
   * @throws {MarketDataError} ERR_CONFIG_INVALID: a key that cannot be sent; ERR_VENUE_REFUSED: 401, 403 or 451; ERR_VENUE_PROTOCOL: another status that trying again
   *         cannot help, or a body that is too large; ERR_SOURCE_UNREADABLE: not to be had in `maxTries`. The signal's
   *         reason when it is aborted.
   */
  async get(
    request: HttpRequest,
    signal: AbortSignal,
    { maxTries = Infinity, isBackground = false }: GetOptions = {},
  ): Promise<string> {
    const { random, minBackoffMs = 500, maxBackoffMs = 30_000, clock, logger } = this.#options;
    const url = this.#address(request);
    const { host } = url;
    const { weight = 1, headers } = request;
    this.#checkHeaders(headers);
    const backoff = new Backoff({ minMs: minBackoffMs, maxMs: maxBackoffMs, random });
    for (let tries = 1; ; tries++) {
      await this.#queue.enter({ host, weight, isBackground }, signal);
      let outcome: string | Retry;
      try {
        outcome = await this.#try(url, headers, signal);
        if (typeof outcome !== 'string' && outcome.retryAfterMs > 0) {
          this.#queue.block(host, outcome.retryAfterMs);
        }
      } finally {
        // After the block, so that nothing slips through.
        this.#queue.done();
      }
      if (typeof outcome === 'string') return outcome;
      signal.throwIfAborted();
      const { reason, retryAfterMs, cause } = outcome;
      if (tries >= maxTries) {
        this.#counts.failures += 1;
        throw new MarketDataError(
          'ERR_SOURCE_UNREADABLE',
          `${this.#name}: ${showAddress(url)}: ${reason}, tried ${String(tries)} times; try again later`,
          { cause },
        );
      }
      this.#counts.retries += 1;
      const waitMs = backoff.next(retryAfterMs);
      logger.warn({ request: showAddress(url), reason, waitMs }, 'request failed, trying again');
      // The queue keeps the rest of a longer wait.
      await clock.sleep(Math.min(waitMs, MAX_SLEEP_MS), signal);
      signal.throwIfAborted();
    }
  }

  get #name(): string {
    return this.#options.capabilities.venue;
  }

  #address({ url }: HttpRequest): URL {
    try {
      return addressOf(url, this.#baseUrl);
    } catch {
      // Neither the text nor the engine's message: there may be a key in it.
      throw new MarketDataError('ERR_VENUE_PROTOCOL', `${this.#name}: an address is no URL`);
    }
  }

  /** The engine's error would repeat the key, and look like a broken connection. */
  #checkHeaders(headers: HttpRequest['headers']): void {
    try {
      new Headers(headers);
    } catch {
      const names = this.#options.capabilities.credentials.map(({ variable }) => variable);
      throw new MarketDataError(
        'ERR_CONFIG_INVALID',
        `${this.#name}: a key holds characters that no header can hold, a line break perhaps: check ${names.join(', ')}`,
      );
    }
  }

  async #try(
    url: URL,
    headers: HttpRequest['headers'],
    signal: AbortSignal,
  ): Promise<string | Retry> {
    const { timeoutMs = 10_000, maxBodyBytes = MAX_BODY_BYTES } = this.#options;
    const deadline = startDeadline(signal, timeoutMs);
    this.#counts.requests += 1;
    try {
      const response = await fetch(url, {
        signal: deadline.signal,
        // Keys in headers must not go where somebody else points to.
        redirect: 'manual',
        headers: { accept: 'application/json', ...headers },
      });
      if (!response.ok) return await this.#refusal(response, url, headers);
      const text = await readBody(response, maxBodyBytes);
      if (text === undefined) {
        this.#fail(
          'ERR_VENUE_PROTOCOL',
          url,
          `expected at most ${String(maxBodyBytes)} bytes, got more`,
        );
      }
      this.#counts.answers += 1;
      this.#counts.bytes += text.length;
      return text;
    } catch (cause) {
      if (cause instanceof MarketDataError) throw cause;
      const reason = deadline.isOver
        ? `no answer within ${String(timeoutMs)} ms`
        : `connection failed${codeOf(cause)}`;
      return { reason, retryAfterMs: 0, cause };
    } finally {
      deadline.release();
    }
  }

  async #refusal(response: Response, url: URL, headers: HttpRequest['headers']): Promise<Retry> {
    const { status } = response;
    const nowMs = this.#options.clock.nowMs();
    const retryAfterMs = parseRetryAfterMs(response.headers.get('retry-after'), nowMs);
    const ownPauseMs = this.#options.capabilities.temporaryStatuses?.[status];
    const why = ownPauseMs === undefined ? '' : ` (${TEMPORARY_REFUSAL})`;
    const reason = `status ${String(status)}${why}`;
    const pauseMs = ownPauseMs ?? PAUSE_MS[status];
    if (pauseMs !== undefined) {
      await response.body?.cancel();
      this.#counts.rateLimited += 1;
      return { reason, retryAfterMs: retryAfterMs > 0 ? retryAfterMs : pauseMs };
    }
    if (status >= 500 || status === 408 || status === 425) {
      await response.body?.cancel();
      return { reason, retryAfterMs };
    }
    const complaint = (await readBody(response, MAX_COMPLAINT_BYTES).catch(() => undefined)) ?? '';
    const words = redactAnswer(complaint, url, headers);
    const said = `${reason}${words === '' ? '' : `, which says ${JSON.stringify(words)}`}`;
    if (status === 401 || status === 403 || status === 451) {
      const { credentials } = this.#options.capabilities;
      const hint =
        credentials.length > 0
          ? `check ${credentials.map(({ variable }) => variable).join(', ')} and what your plan allows`
          : 'the venue does not serve this address or this part of the world';
      return this.#fail('ERR_VENUE_REFUSED', url, `${said}; ${hint}`);
    }
    return this.#fail('ERR_VENUE_PROTOCOL', url, `expected status 200, got ${said}`);
  }

  #fail(code: 'ERR_VENUE_REFUSED' | 'ERR_VENUE_PROTOCOL', url: URL, message: string): never {
    this.#counts.failures += 1;
    throw new MarketDataError(code, `${this.#name}: ${showAddress(url)}: ${message}`);
  }
}

/** Code of what is underneath, e.g. ` (ECONNREFUSED)`; messages may hold addresses. */
function codeOf(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string') return ` (${one.code})`;
  }
  return '';
}
