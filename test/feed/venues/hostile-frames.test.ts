import { describe, expect, test } from 'vitest';
import { showValue } from '../../../feed/venues/protocol-fault.ts';
import { VENUE_NAMES, VENUES } from '../../../feed/venues/catalogue.ts';
import { isMarketDataError } from '../../../proto/errors.ts';
import { tickFault } from '../../../proto/validate.ts';
import { SAMPLES } from '../../contract/samples/all-samples.ts';

const RECEIVED_MS = 1_790_000_000_000;
const DEEP = '['.repeat(20_000) + ']'.repeat(20_000);
/** Values that break what trusts them: recursion, conversion, loops up to a number, numbers beyond doubles. */
const HOSTILE = [
  DEEP,
  '{"toString":1,"valueOf":1}',
  '[{"toString":1,"valueOf":1}]',
  '9007199254740991',
  '18446744073709551616',
  '1e400',
  '-0',
  '"__proto__"',
  '"\\ud800"',
  `"${'9'.repeat(5_000)}"`,
  '"+275760-09-13T00:00:00Z"',
];
const VALUE = /(?<=[:[,]\s*)("(?:[^"\\]|\\.)*"(?=\s*[,\]}])|-?[\d.]+|true|false|null)/g;

/** The text with each of its values exchanged for each of the hostile ones. */
function* spoiled(text: string): Generator<string> {
  yield* HOSTILE;
  for (const { index, 0: value } of text.matchAll(VALUE)) {
    for (const put of HOSTILE) yield text.slice(0, index) + put + text.slice(index + value.length);
  }
}

/** Runs it; what it throws has to be an error that says what came, in a bounded text on one line. */
function refusing(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!isMarketDataError(error)) throw error;
    expect(error.message.length).toBeLessThan(700);
    expect(error.message).not.toMatch(/\p{Cc}/u);
  }
}

describe.each(VENUE_NAMES)('%s with values that nobody should send', (name) => {
  const venue = VENUES[name];
  const { instruments, control, data } = SAMPLES[name];

  test('classifies without throwing, and maps to valid ticks or an error', () => {
    const mapper = venue.createMapper(instruments.expected, 10);
    for (const { frame } of [...control, ...data]) {
      for (const text of spoiled(frame)) {
        expect(() => venue.stream.classify(text)).not.toThrow();
        refusing(() => {
          for (const tick of mapper.map(text, RECEIVED_MS)) expect(tickFault(tick)).toBeUndefined();
        });
      }
    }
  });

  test('reads its instrument list, or says why not', () => {
    for (const text of spoiled(instruments.text)) refusing(() => venue.instruments.parse(text));
  });
});

test.each([
  ['binance', '"symbols":[', '{"status":"TRADING","symbol":"BAD"},'],
  ['kraken', '"result":{', '"BAD":{"wsname":"BAD/USD"},'],
  ['okx', '"data":[', '{"instType":"SPOT","state":"live","instId":"BAD"},'],
  ['bybit', '"list":[', '{"status":"Trading","symbol":"BAD"},'],
  ['coinbase', '[', '{"status":"online","id":"BAD"},'],
] as const)('one malformed instrument of %s costs nobody the others', (name, place, row) => {
  const { text, expected } = SAMPLES[name].instruments;
  const spoiledText = text.replace(place, place + row);

  expect(spoiledText).not.toBe(text);
  expect(VENUES[name].instruments.parse(spoiledText).items).toEqual(expected);
});

test.each([
  ['\u001b[2J\u009b\u202e\r\nx', '"\\u001b[2J\\u009b\\u202e\\r\\nx"'],
  [{ a: [1, 'x', null] }, '"{\\"a\\":[1,\\"x\\",null]}"'],
  [undefined, 'missing'],
])('a value is shown on one line, without anything that a terminal obeys: %j', (value, shown) => {
  expect(showValue(value)).toBe(shown);
});
