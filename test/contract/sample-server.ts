/** A server that plays a venue's samples: its answers over HTTP, its answers and frames over a WebSocket. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { VenueSamples } from '../../feed/adapter/venue-samples.ts';
import type { Credentials, Venue } from '../../feed/venues/venue.ts';
import { sampleHole } from './sample-hole.ts';

/** What is answered to requests like this one. */
interface Route {
  readonly url: URL;
  readonly text: string;
}

export interface SampleServerOptions {
  readonly venue: Venue;
  readonly samples: VenueSamples;
  readonly credentials: Credentials;
  /** Frames for the n-th connection (1, 2, ...) that subscribes. Absent: all, each time. */
  readonly play?: (connection: number) => VenueSamples['data'];
}

export class SampleServer {
  readonly #options: SampleServerOptions;
  readonly #routes: readonly Route[];
  readonly #http: Server;
  readonly #sockets = new Set<Socket>();
  readonly #clients = new Set<WebSocket>();
  /** Texts of all clients, oldest first. */
  readonly requests: string[] = [];
  /** Paths that were asked for over HTTP, oldest first. */
  readonly paths: string[] = [];
  connectionCount = 0;
  /** Connections that were subscribed and got the data. */
  playedCount = 0;

  private constructor(options: SampleServerOptions) {
    this.#options = options;
    this.#routes = routesOf(options);
    this.#http = createServer((request, response) => {
      const asked = new URL(request.url ?? '/', 'http://localhost');
      this.paths.push(asked.pathname);
      const [best] = this.#routes
        .map((route) => ({ route, likeness: likenessOf(route.url, asked) }))
        .sort((a, b) => b.likeness - a.likeness);
      const route = best !== undefined && best.likeness >= 0 ? best.route : undefined;
      response.writeHead(route === undefined ? 404 : 200).end(route?.text ?? '');
    });
    this.#http.on('connection', (socket) => this.#sockets.add(socket));
    new WebSocketServer({ server: this.#http }).on('connection', (client) => {
      this.#welcome(client);
    });
  }

  static async open(options: SampleServerOptions): Promise<SampleServer> {
    const server = new SampleServer(options);
    await new Promise<void>((resolve) => server.#http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get urls(): { readonly stream: string; readonly http: string } {
    const { port } = this.#http.address() as AddressInfo;
    return { stream: `ws://127.0.0.1:${String(port)}`, http: `http://127.0.0.1:${String(port)}` };
  }

  /** Cuts all connections. */
  drop(): void {
    for (const client of this.#clients) client.terminate();
  }

  async close(): Promise<void> {
    this.drop();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #welcome(client: WebSocket): void {
    const { samples, play } = this.#options;
    this.connectionCount += 1;
    this.#clients.add(client);
    client.on('close', () => this.#clients.delete(client));
    client.on('error', () => undefined);
    for (const frame of samples.greeting ?? []) client.send(frame);
    let isPlayed = false;
    client.on('message', (data) => {
      // The library gives one Buffer unless told otherwise.
      const request = (data as Buffer).toString();
      this.requests.push(request);
      for (const frame of samples.answer(request)) client.send(frame);
      if (isPlayed || !this.#isSubscription(request)) return;
      isPlayed = true;
      this.playedCount += 1;
      for (const { frame, symbolHint } of play?.(this.playedCount) ?? samples.data) {
        // Those with a hint are answers over HTTP.
        if (symbolHint === undefined) client.send(frame);
      }
    });
  }

  #isSubscription(request: string): boolean {
    const text = request.toLowerCase();
    return this.#options.samples.instruments.expected.some(({ nativeSymbol }) =>
      text.includes(nativeSymbol.toLowerCase()),
    );
  }
}

function routesOf({ venue, samples, credentials }: SampleServerOptions): Route[] {
  const { instruments, candles, trades, book } = samples;
  const routes = [
    { url: new URL(venue.instruments.request(credentials).url), text: instruments.text },
  ];
  const add = (url: string | undefined, text: string): void => {
    if (url !== undefined) routes.push({ url: new URL(url), text });
  };
  const [first] = instruments.expected;
  if (first === undefined) return routes;
  if (candles !== undefined) {
    const { interval = '1m', text } = candles;
    add(venue.candles?.request(first, interval, 1e12, 1e12 + 3_600_000, credentials).url, text);
  }
  if (trades !== undefined) {
    add(venue.trades?.request(sampleHole(samples).hole, credentials).url, trades.text);
  }
  if (book !== undefined) add(venue.book?.request(first, credentials).url, book.text);
  return routes;
}

/** How much of one address is in the other; -1 where the path is another, but for numbers in it. */
function likenessOf(route: URL, asked: URL): number {
  const [own, others] = [route, asked].map(({ pathname }) =>
    pathname.split('/').map((segment) => (/^\d{6,}$/.test(segment) ? '#' : segment)),
  );
  if (own?.join('/') !== others?.join('/')) return -1;
  let likeness = 0;
  for (const [name, value] of route.searchParams) {
    if (asked.searchParams.has(name)) likeness += asked.searchParams.get(name) === value ? 2 : 1;
  }
  return likeness;
}
