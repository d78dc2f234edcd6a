/** A real HTTP server of one test, and a client for it on a clock that does not wait. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { VenueHttp, type VenueHttpOptions } from '../../../../feed/live/http/venue-http.ts';
import type { RateLimit, VenueCapabilities } from '../../../../feed/venues/venue-capabilities.ts';
import { FakeClock } from '../../fake-clock.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers with a status, and a body. */
export function say(status: number, body = '', headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(status, headers).end(body);
  };
}

export class LocalServer {
  /** Paths with queries, in order. */
  readonly seen: string[] = [];
  readonly headers: IncomingMessage['headers'][] = [];
  /** Requests whose connection is open now, and the most of them so far. */
  openCount = 0;
  mostOpen = 0;
  readonly #server: Server;
  readonly #answers: Answer[];

  private constructor(answers: readonly Answer[]) {
    this.#answers = [...answers];
    this.#server = createServer((request, response) => {
      this.seen.push(request.url ?? '');
      this.headers.push(request.headers);
      this.openCount += 1;
      this.mostOpen = Math.max(this.mostOpen, this.openCount);
      response.once('close', () => {
        this.openCount -= 1;
      });
      // The last one is given again and again.
      const answer = this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0];
      answer?.(request, response);
    });
  }

  static async open(...answers: Answer[]): Promise<LocalServer> {
    const server = new LocalServer(answers);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${String(port)}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export function madeCapabilities(http?: RateLimit, venue = 'MADE'): VenueCapabilities {
  return {
    venue,
    url: 'ws://localhost',
    channels: { trades: 'trades' },
    tradeIds: 'contiguous',
    credentials: [{ name: 'key', variable: 'MADE_API_KEY' }],
    defaultSymbols: [],
    acknowledges: 'none',
    limits: http === undefined ? {} : { http },
    silenceMs: 1,
    dataSilenceMs: 1,
    source: 'made up',
  };
}

/** Lines of the log, and a client whose waits take no time. */
export function createClient(
  baseUrl: string | undefined,
  options: Partial<VenueHttpOptions> = {},
): { http: VenueHttp; clock: FakeClock; log: string[] } {
  const clock = new FakeClock();
  const log: string[] = [];
  const http = new VenueHttp({
    capabilities: madeCapabilities(),
    ...(baseUrl !== undefined && { baseUrl }),
    clock,
    random: () => 0.5,
    logger: pino({ level: 'trace' }, { write: (line) => log.push(line) }),
    ...options,
  });
  return { http, clock, log };
}
