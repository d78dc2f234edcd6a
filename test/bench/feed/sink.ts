/** Where the bench's feed writes to. */
import type { Instrument, Trade } from '../../../proto/types.ts';
import { openLogSink } from './log-sink.ts';
import { openMqttSink } from './mqtt-sink.ts';
import { openNatsSink } from './nats-sink.ts';
import { openPubSubSink } from './pubsub-sink.ts';

/** An open way to one system. */
export interface Sink {
  /** Sends the ticks of one step, oldest first; never waits. */
  send(trades: readonly Trade[]): void;
  close(): Promise<void>;
}

export const SINKS = ['log', 'pubsub', 'nats', 'mqtt'] as const;
export type SinkName = (typeof SINKS)[number];

/** Opens the way; everything that must stand before the first tick stands when it resolves. */
export function openSink(
  name: SinkName,
  url: string,
  instruments: readonly Instrument[],
): Promise<Sink> {
  switch (name) {
    case 'log':
      return openLogSink(url, instruments);
    case 'pubsub':
      return openPubSubSink(url);
    case 'nats':
      return openNatsSink(url);
    case 'mqtt':
      return openMqttSink(url);
  }
}
