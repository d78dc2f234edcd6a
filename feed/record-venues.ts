/** `npm run feed -- record`: writes what a venue sends into a file, for replay; needs no Redis. */
import { MarketDataError } from '../proto/errors.ts';
import type { RecordConfig } from './config/parse.ts';
import { openLiveSource } from './live/live-source.ts';
import { liveOptions, openVenues, type SourceContext } from './open-source.ts';
import { RecordingWriter } from './replay/recording-writer.ts';

const SUMMARY_MS = 10_000;

/**
 * Records until the time is over or the signal is aborted.
 *
 * @throws {MarketDataError} ERR_CONFIG_INVALID when the file cannot be written, ERR_VENUE_REFUSED, ERR_VENUE_PROTOCOL
 */
export async function recordVenues(config: RecordConfig, context: SourceContext): Promise<void> {
  const { path, durationMs, shouldOverwrite } = config;
  const { logger, clock } = context;
  const ending = new AbortController();
  const signal = AbortSignal.any([context.signal, ending.signal]);
  const [venue] = await openVenues(config.source.sources, context);
  if (venue === undefined) throw new MarketDataError('ERR_CONFIG_INVALID', 'no venue to record');
  let writer: RecordingWriter | undefined;
  // Nothing is sent by the venue before the source is iterated.
  const source = await openLiveSource({
    ...liveOptions(venue, config.source, { ...context, signal }),
    history: false,
    onFrame: (event) => {
      writer?.write(event);
    },
  });
  try {
    writer = await RecordingWriter.open(path, {
      shouldOverwrite,
      onFailure: () => {
        ending.abort();
      },
    });
  } catch (error) {
    await source.close();
    throw error;
  }
  const { channels, depthLevels } = config.source;
  const { venue: name } = venue.venue.capabilities;
  writer.begin({ venue: name, instruments: source.venueInstruments, channels, depthLevels });
  let ticks = 0;
  const summary = setInterval(() => {
    logger.info({ ...writer.counts(), ticks }, 'summary');
  }, SUMMARY_MS);
  try {
    if (durationMs !== undefined) {
      void clock.sleep(durationMs, signal).then(() => {
        ending.abort();
      });
    }
    for await (const batch of source) ticks += batch.length;
  } catch (error) {
    // The file's own failure ended the source: that is what has to be told.
    if (!ending.signal.aborted && !context.signal.aborted) throw error;
  } finally {
    clearInterval(summary);
    ending.abort();
    await writer.close();
  }
  logger.info({ path, ...writer.counts(), ticks }, 'recording written');
}
