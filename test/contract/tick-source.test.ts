import { join } from 'node:path';
import { VENUE_FORMATS } from '../../feed/replay/formats.ts';
import { openReplay } from '../../feed/replay/replay-source.ts';
import { createSimulator } from '../../feed/simulator/simulator.ts';
import { SimulatorSource } from '../../feed/simulator-source.ts';
import { FakeClock } from '../feed/fake-clock.ts';
import { quoteFrame, tradeFrame, writeRecording } from '../feed/recordings.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { describeTickSource } from './tick-source.ts';

for (const speed of [1, 50, Infinity]) {
  describeTickSource(`simulator at speed ${String(speed)}`, async () => {
    const clock = new FakeClock();
    const startTimeMs = clock.nowMs();
    const simulator = createSimulator({ seed: 3, symbolCount: 12, startTimeMs });
    return Promise.resolve(
      new SimulatorSource({
        simulator,
        startTimeMs,
        catalogueSize: 12,
        speed,
        runId: 'run',
        clock,
        onSkip: () => undefined,
      }),
    );
  });
}

const directory = temporaryDirectory('contract');
const START = Date.UTC(2024, 7, 8, 12);
const paths = ['AAAUSDT', 'BBBUSDT'].map((symbol) =>
  writeRecording(
    join(directory.path, `${symbol}.gz`),
    Array.from({ length: 700 }, (_, index) => [
      START + index * 40,
      index % 2 === 0 ? tradeFrame(symbol, index, START + index * 40) : quoteFrame(symbol, index),
    ]),
  ),
);

for (const speed of [1, Infinity]) {
  describeTickSource(`looped replay at speed ${String(speed)}`, async () => {
    const { source } = await openReplay({
      paths,
      format: VENUE_FORMATS.binance,
      speed,
      isLooped: true,
      clock: new FakeClock(),
      onBadLine: () => undefined,
    });
    return source;
  });
}
