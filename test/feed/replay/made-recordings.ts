/** Recordings of Binance made by hand, and what comes of them when they are played. */
import { join } from 'node:path';
import type { RecordedEvent } from '../../../feed/live/recorded-event.ts';
import type { RecordingHeader } from '../../../feed/replay/recording-header.ts';
import { RecordingWriter } from '../../../feed/replay/recording-writer.ts';
import { openFilesReplay } from '../../../feed/replay/replay-source.ts';
import { SelfDescribingRecording } from '../../../feed/replay/self-describing-recording.ts';
import type { Tick } from '../../../proto/types.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { FakeClock } from '../fake-clock.ts';
import { tradeFrame } from '../recordings.ts';
import { venueInstrument } from '../venues/venue-instruments.ts';

const directory = temporaryDirectory('recording');

export const inDirectory = (name: string): string => join(directory.path, name);

export const T0 = Date.UTC(2026, 0, 5, 12);
export const BTC = venueInstrument('BTCUSDT', 'BTC-USDT.BINANCE', 2, 5);
export const ETH = venueInstrument('ETHUSDT', 'ETH-USDT.BINANCE', 2, 4);
export const HEADER: RecordingHeader = {
  venue: 'BINANCE',
  instruments: [BTC, ETH],
  channels: ['trades', 'depth'],
  depthLevels: 5,
};

export const frame = (atMs: number, connection: number, value: unknown): RecordedEvent => ({
  kind: 'frame',
  receivedTimeMs: T0 + atMs,
  connection,
  text: typeof value === 'string' ? value : JSON.stringify(value),
});
export const connected = (atMs: number, connection: number): RecordedEvent => ({
  kind: 'connected',
  receivedTimeMs: T0 + atMs,
  connection,
});
export const closed = (atMs: number, connection: number): RecordedEvent => ({
  kind: 'closed',
  receivedTimeMs: T0 + atMs,
  connection,
});
export const trade = (
  atMs: number,
  connection: number,
  symbol: string,
  id: number,
): RecordedEvent => frame(atMs, connection, tradeFrame(symbol, id, T0 + atMs - 1));
export const diff = (
  atMs: number,
  connection: number,
  first: number,
  last: number,
): RecordedEvent =>
  frame(atMs, connection, {
    stream: 'btcusdt@depth@100ms',
    data: {
      e: 'depthUpdate',
      E: T0 + atMs,
      s: 'BTCUSDT',
      U: first,
      u: last,
      b: [['100.50', String(last)]],
      a: [['100.75', '1']],
    },
  });
export const book = (atMs: number, connection: number, lastUpdateId: number): RecordedEvent => ({
  kind: 'answer',
  receivedTimeMs: T0 + atMs,
  connection,
  symbol: 'BTC-USDT.BINANCE',
  text: JSON.stringify({ lastUpdateId, bids: [['100.25', '2']], asks: [['101.00', '3']] }),
});

export async function record(
  name: string,
  events: readonly RecordedEvent[],
  header: RecordingHeader = HEADER,
): Promise<string> {
  const path = inDirectory(name);
  const writer = await RecordingWriter.open(path, { shouldOverwrite: true });
  writer.begin(header);
  for (const event of events) writer.write(event);
  await writer.close();
  return path;
}

export async function replay(
  paths: string | readonly string[],
): Promise<{ ticks: Tick[]; bad: string[]; counts: Readonly<Record<string, number>> }> {
  const bad: string[] = [];
  const { source } = await openFilesReplay({
    files: [paths].flat().map((path) => new SelfDescribingRecording(path)),
    speed: Infinity,
    isLooped: false,
    clock: new FakeClock(),
    onBadLine: (_, line, fault) => bad.push(`${String(line)}: ${fault}`),
  });
  const ticks: Tick[] = [];
  for await (const batch of source)
    ticks.push(...batch.map((tick) => ({ ...tick, receivedTimeMs: 0 })));
  await source.close();
  return { ticks, bad, counts: source.counts() };
}

export const tradeIds = (ticks: readonly Tick[], symbol = 'BTC-USDT.BINANCE'): string[] =>
  ticks.flatMap((tick) => (tick.kind === 'trade' && tick.symbol === symbol ? [tick.tradeId] : []));
