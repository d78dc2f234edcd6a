/** Talks to a local venue server with nothing but a venue's adapter: no retries, no limits, no timers. */
import { WebSocket } from 'ws';
import type { Credentials, HttpRequest, Page, Venue } from '../../../feed/venues/venue.ts';
import type { ControlFrame, VenueInstrument } from '../../../feed/venues/venue-mapper.ts';
import type { VenueChannel } from '../../../feed/venues/venue-capabilities.ts';
import type { Tick } from '../../../proto/types.ts';
import type { VenueServer } from '../../support/venues/venue-server.ts';
import { waitFor } from '../../support/wait-for.ts';

export class Conversation {
  readonly venue: Venue;
  readonly credentials: Credentials;
  readonly ticks: Tick[] = [];
  readonly controls: ControlFrame[] = [];
  readonly frames: string[] = [];
  closeCode: number | undefined;
  readonly socket: WebSocket;

  private constructor(venue: Venue, credentials: Credentials, socket: WebSocket) {
    this.venue = venue;
    this.credentials = credentials;
    this.socket = socket;
  }

  /**
   * Opens a connection and logs in.
   *
   * @param instruments Those that the mapper is to know.
   * @throws Where the handshake is refused.
   */
  static async open(
    venue: Venue,
    server: VenueServer,
    instruments: readonly VenueInstrument[],
    credentials: Credentials = {},
  ): Promise<Conversation> {
    const { pathname } = new URL(venue.capabilities.url);
    const url = server.urls.stream + pathname;
    const socket = new WebSocket(venue.stream.connectUrl?.(url, credentials) ?? url);
    const conversation = new Conversation(venue, credentials, socket);
    const mapper = venue.createMapper(instruments, 10);
    socket.on('message', (data) => {
      const frame = (data as Buffer).toString();
      conversation.frames.push(frame);
      const control = venue.stream.classify(frame);
      if (control !== undefined) conversation.controls.push(control);
      if (control?.kind !== 'refused') conversation.ticks.push(...mapper.map(frame, Date.now()));
    });
    socket.on('close', (code) => {
      conversation.closeCode = code;
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    for (const text of venue.stream.authenticate?.(credentials) ?? []) socket.send(text);
    return conversation;
  }

  subscribe(natives: readonly string[], channels: readonly VenueChannel[], id = '1'): void {
    for (const text of this.venue.stream.subscribe(natives, channels, id)) this.socket.send(text);
  }

  unsubscribe(natives: readonly string[], channels: readonly VenueChannel[], id = '2'): void {
    for (const text of this.venue.stream.unsubscribe(natives, channels, id)) this.socket.send(text);
  }

  /** Waits for a control frame that has these fields. */
  async heard(wanted: Readonly<Record<string, unknown>>): Promise<ControlFrame> {
    const fits = (control: ControlFrame): boolean =>
      Object.entries(wanted).every(
        ([name, value]) => (control as Readonly<Record<string, unknown>>)[name] === value,
      );
    return waitFor(() => this.controls.find(fits), {
      what: `a control frame ${JSON.stringify(wanted)}`,
    });
  }

  close(): void {
    this.socket.terminate();
  }
}

/** All items of a list, page by page, at the server in the place of the venue's host. */
export async function fetchAll<Item>(
  server: VenueServer,
  first: HttpRequest | undefined,
  parse: (text: string) => Page<Item> | undefined,
): Promise<{ items: Item[]; pageCount: number }> {
  const items: Item[] = [];
  let pageCount = 0;
  for (let request = first; request !== undefined; pageCount++) {
    const { pathname, search } = new URL(request.url);
    const headers = first?.headers ?? {};
    const response = await fetch(server.urls.http + pathname + search, { headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`HTTP ${String(response.status)}: ${text}`);
    const page = parse(text);
    items.push(...(page?.items ?? []));
    request = page?.next;
  }
  return { items, pageCount };
}
