/** The lists of types.ts against the enums of the schema: their order is what the wire numbers mean. */
import { describe, expect, test } from 'vitest';
import '../../proto/protobuf-runtime.ts';
import {
  channelCode,
  channelOf,
  intervalCode,
  intervalOf,
} from '../../proto/client-frame-codec.ts';
import { market as ticks } from '../../proto/gen/market.js';
import { market as frames } from '../../proto/gen/stream.js';
import { CHANNELS, INTERVALS } from '../../proto/types.ts';

/** Names of an enum by their numbers; protobufjs enums map both ways. */
function namesOf(values: object): [number, string][] {
  return Object.entries(values)
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
    .map(([name, code]): [number, string] => [code, name])
    .sort(([a], [b]) => a - b);
}

describe('schema', () => {
  test('numbers the intervals in the order of INTERVALS', () => {
    expect(namesOf(frames.v1.Interval)).toEqual([
      [0, 'INTERVAL_UNSPECIFIED'],
      ...INTERVALS.map((interval, at) => [at + 1, `INTERVAL_${interval.toUpperCase()}`]),
    ]);
  });

  test('numbers the channels in the order of CHANNELS', () => {
    expect(namesOf(frames.v1.Channel)).toEqual([
      [0, 'CHANNEL_UNSPECIFIED'],
      ...CHANNELS.map((channel, at) => [at + 1, `CHANNEL_${channel.toUpperCase()}`]),
    ]);
  });

  test('numbers the aggressor sides unknown, buy, sell', () => {
    expect(namesOf(ticks.v1.AggressorSide)).toEqual([
      [0, 'AGGRESSOR_SIDE_UNSPECIFIED'],
      [1, 'AGGRESSOR_SIDE_BUY'],
      [2, 'AGGRESSOR_SIDE_SELL'],
    ]);
  });

  test('turns every interval and channel into its number and back', () => {
    expect(INTERVALS.map((interval) => intervalOf(intervalCode(interval)))).toEqual(INTERVALS);
    expect(CHANNELS.map((channel) => channelOf(channelCode(channel)))).toEqual(CHANNELS);
    expect([0, 10, -1, 1.5].map(intervalOf)).toEqual([undefined, undefined, undefined, undefined]);
    expect([0, 6, -1, 1.5].map(channelOf)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('gives plain numbers, not Long objects, for 64-bit fields that are absent', () => {
    const absent = [
      new frames.v1.ServerFrame().serverTimeMs,
      new frames.v1.SymbolUpdate().basePrice,
      new ticks.v1.Bar().volume,
      new ticks.v1.Instrument().tickSize,
      new ticks.v1.TickBatch().baseTimeMs,
    ];

    expect(absent).toEqual([0, 0, 0, 0, 0]);
  });
});
