/** Turns what the page wants into what is asked of the server at this moment. */
import type { TopicRequest } from '../../proto/frames.ts';
import type { DesiredTopic } from './link.ts';
import { SPARKLINE_INTERVAL, SPARKLINE_POINTS } from './sparkline.ts';

/** Returns the topics without depth and tape, for a page that nobody has seen for long. */
export function withoutDetails(topics: readonly DesiredTopic[]): DesiredTopic[] {
  return topics.map((topic) => ({
    ...topic,
    channels: topic.channels.filter((channel) => channel !== 'depth' && channel !== 'trades'),
  }));
}

/**
 * Adds the sparkline's history where it is still missing.
 *
 * A row needs bars once: its sparkline goes on with the last price, and an update without bars is
 * half as long. A topic that has bars of its own keeps its request, for a changed one would bring
 * the whole history again.
 *
 * @param needsSparkline Whether the history of a symbol is not here yet.
 */
export function withSparklines(
  topics: readonly DesiredTopic[],
  needsSparkline: (symbol: string) => boolean,
): TopicRequest[] {
  return topics.map((topic) => {
    const { symbol, bars } = topic;
    const hasMinutes = bars.some(({ interval }) => interval === SPARKLINE_INTERVAL);
    const isDone = bars.length === 0 && !needsSparkline(symbol);
    if (hasMinutes || isDone) return topic;
    return {
      ...topic,
      bars: [...bars, { interval: SPARKLINE_INTERVAL, historyCount: SPARKLINE_POINTS }],
    };
  });
}
