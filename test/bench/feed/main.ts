/**
 * The feed of the fan-out bench: trades at a steady rate into one system.
 *
 *   node --import tsx test/bench/feed/main.ts --sink pubsub --url redis://127.0.0.1:6379 --symbols 200
 *
 * Prints `{"kind":"publishing"}` when the way is open. Commands, one a line on standard input:
 *   rate <ticks a second>        it begins with 0
 *   counts <fromMs> <toMs>       answers `{"kind":"counts","counts":[ticks of each symbol],"lateMs":most}`;
 *                                `lateMs` is the longest a tick was overdue since the last answer
 * The end of standard input ends it.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { MadeTicks } from './made-ticks.ts';
import { Pace } from './pace.ts';
import { openSink, SINKS } from './sink.ts';
import { makeInstruments, TradeMaker } from './ticks.ts';

const STEP_MS = 1;
/** Half a minute at 64,000 ticks a second. */
const REMEMBERED_TICKS = 1 << 21;

const { values } = parseArgs({
  options: {
    sink: { type: 'string', default: '' },
    url: { type: 'string', default: '' },
    symbols: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});
const sinkName = SINKS.find((name) => name === values.sink);
if (sinkName === undefined) {
  throw new Error(`expected --sink to be one of ${SINKS.join(', ')}, got ${values.sink}`);
}
const symbolCount = Number(values.symbols);
const sink = await openSink(sinkName, values.url, makeInstruments(symbolCount));
const maker = new TradeMaker(symbolCount, Number(values.seed));
const made = new MadeTicks(symbolCount, REMEMBERED_TICKS);
const pace = new Pace();
let mostLateMs = 0;

function step(): void {
  const { count, lateMs } = pace.take(performance.now());
  mostLateMs = Math.max(mostLateMs, lateMs);
  if (count === 0) return;
  const nowMs = Date.now();
  const trades = [];
  for (let index = 0; index < count; index++) {
    const { number, trade } = maker.next(nowMs);
    made.add(number, nowMs);
    trades.push(trade);
  }
  sink.send(trades);
}

function answer(command: string, first: number, second: number): void {
  if (command === 'rate') {
    pace.setRate(first, performance.now());
  } else if (command === 'counts') {
    const counts = made.count(first, second);
    print({ kind: 'counts', fromMs: first, toMs: second, counts, lateMs: mostLateMs });
    mostLateMs = 0;
  } else {
    throw new Error(`expected rate or counts, got ${command}`);
  }
}

function print(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

const timer = setInterval(step, STEP_MS);
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [command = '', first, second] = line.split(' ');
  answer(command, Number(first), Number(second));
});
lines.once('close', () => {
  clearInterval(timer);
  void sink.close().then(() => process.exit(0));
});
print({ kind: 'publishing' });
