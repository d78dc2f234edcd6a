import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { loadAdapter } from '../../feed/adapter/load-adapter.ts';
import { openFiles } from '../../feed/files/open-files.ts';
import { openLineSource } from '../../feed/lines/line-source.ts';
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

const LINES = Array.from({ length: 3_000 }, (_, index) =>
  JSON.stringify({
    ...(index === 0
      ? { type: 'instrument', symbol: 'ACME', priceDecimals: 2, sizeDecimals: 0 }
      : { symbol: index % 3 === 0 ? 'BOLT' : 'ACME', price: 100 + (index % 7), size: 1 + index }),
    ...(index > 0 && { id: index, time: START + index * 40 }),
  }),
);

for (const [format, contents] of [
  ['tick lines', LINES.join('\n')],
  [
    'mapped CSV',
    [
      'when,what,px,qty',
      ...LINES.slice(1).map(
        (_, index) => `${String(START + index * 40)},ACME,10${String(index % 7)}.5,2`,
      ),
    ].join('\n'),
  ],
] as const) {
  const path = join(
    directory.path,
    `${format.replace(' ', '-')}.${format === 'mapped CSV' ? 'csv' : 'ndjson'}`,
  );
  writeFileSync(path, contents);
  describeTickSource(`a file of ${format}`, async () => {
    const { source } = await openFiles({
      paths: [path],
      ...(format === 'mapped CSV' && { map: 'time=when,symbol=what,price=px,size=qty' }),
      speed: Infinity,
      isLooped: true,
      clock: new FakeClock(),
      logger: pino({ level: 'silent' }),
    });
    return source;
  });
}

describeTickSource('lines on standard input', async () => {
  const input = new PassThrough();
  input.end(LINES.join('\n'));
  const options = { input, venue: 'STDIN', clock: new FakeClock() };
  return openLineSource({ ...options, logger: pino({ level: 'silent' }) });
});

describeTickSource('a module that yields lines', async () => {
  const path = join(directory.path, 'made.mjs');
  writeFileSync(
    path,
    `export default async function* () {
      for (let id = 1; ; id++) yield { symbol: id % 5 ? 'ACME' : 'BOLT', price: 100 + (id % 7), size: 1, id };
    }`,
  );
  const adapter = await loadAdapter(path);
  if (adapter.kind !== 'source') throw new Error('expected a source');
  return adapter.open({
    symbols: [],
    channels: [],
    environment: {},
    clock: new FakeClock(),
    random: () => 0.5,
    logger: pino({ level: 'silent' }),
    signal: new AbortController().signal,
  });
});
