/** A live source that runs against a server with a venue's samples, and all that came of it. */
import { pino } from 'pino';
import type { VenueSamples } from '../../feed/adapter/venue-samples.ts';
import { openLiveSource, type LiveSource } from '../../feed/live/live-source.ts';
import type { Venue } from '../../feed/venues/venue.ts';
import { VENUE_CHANNELS } from '../../feed/venues/venue-capabilities.ts';
import type { FeedState, Tick, Trade } from '../../proto/types.ts';
import { sampleClock } from './sample-clock.ts';
import { sampleTimeMs } from './sample-hole.ts';
import { SampleServer, type SampleServerOptions } from './sample-server.ts';
import { madeUpCredentials } from './venue.ts';

/** Short enough for a test, at the speed of real time. */
const TIMINGS = {
  stepMs: 5,
  holdMs: 50,
  backoffMinMs: 5,
  backoffMaxMs: 20,
  acknowledgeMs: 2_000,
  closeMs: 50,
  httpTimeoutMs: 2_000,
};
/** At `FAST_SPEED`: what is lost is asked for when a second has passed. */
const FAST_SPEED = 10;
const FAST_TIMINGS = {
  stepMs: 50,
  holdMs: 60_000,
  backoffMinMs: 50,
  backoffMaxMs: 200,
  acknowledgeMs: 60_000,
  handshakeMs: 100_000,
  silenceMs: 600_000,
  dataSilenceMs: 600_000,
  closeMs: 50,
  httpTimeoutMs: 2_000,
};

export interface LiveRunOptions {
  readonly venue: Venue;
  readonly samples: VenueSamples;
  readonly play?: SampleServerOptions['play'];
  readonly isFast?: boolean;
  /** Whether past bars are wanted. Default no. */
  readonly history?: boolean;
  /** When it is, UNIX ms. Default: when the last sample frame was received. */
  readonly startMs?: number;
}

export class LiveRun {
  readonly server: SampleServer;
  readonly source: LiveSource;
  readonly ticks: Tick[] = [];
  readonly #texts: { log: string; frames: string };
  #done: Promise<void> | undefined;

  private constructor(
    server: SampleServer,
    source: LiveSource,
    texts: { log: string; frames: string },
  ) {
    this.server = server;
    this.source = source;
    this.#texts = texts;
  }

  /** Nothing is connected before `start`. */
  static async open(options: LiveRunOptions): Promise<LiveRun> {
    const { venue, samples, play, isFast = false, history = false } = options;
    const credentials = madeUpCredentials(venue);
    const server = await SampleServer.open({
      venue,
      samples,
      credentials,
      ...(play !== undefined && { play }),
    });
    const texts = { log: '', frames: '' };
    // A book that is had over HTTP needs a sample of it.
    const hasBook = venue.capabilities.bookResync !== 'snapshot' || samples.book !== undefined;
    try {
      const source = await openLiveSource({
        venue,
        symbols: samples.instruments.expected.map(({ instrument }) => instrument.symbol),
        channels: VENUE_CHANNELS.filter((channel) => channel !== 'depth' || hasBook),
        depthLevels: 10,
        credentials,
        urls: server.urls,
        history,
        clock: sampleClock(options.startMs ?? sampleTimeMs(samples), isFast ? FAST_SPEED : 1),
        random: () => 0.5,
        logger: pino({ level: 'trace' }, { write: (line: string) => (texts.log += line) }),
        timings: isFast ? FAST_TIMINGS : TIMINGS,
        onFrame: (event) => (texts.frames += JSON.stringify(event)),
        signal: new AbortController().signal,
      });
      return new LiveRun(server, source, texts);
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  /** What was logged so far. */
  get log(): string {
    return this.#texts.log;
  }

  /** What was recorded so far. */
  get frames(): string {
    return this.#texts.frames;
  }

  get trades(): Trade[] {
    return this.ticks.flatMap((tick) => (tick.kind === 'trade' ? tick : []));
  }

  start(): this {
    this.#done ??= (async () => {
      for await (const batch of this.source) this.ticks.push(...batch);
    })();
    return this;
  }

  async close(): Promise<void> {
    await this.source.close();
    await this.#done;
    await this.server.close();
  }

  states(symbol: string): FeedState[] {
    return this.ticks.flatMap((tick) =>
      tick.kind === 'status' && tick.symbol === symbol ? [tick.state] : [],
    );
  }
}
