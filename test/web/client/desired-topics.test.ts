/** The wanted set against a model of the server that only knows what it was told. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClientMessage, ErrorInfo, TopicRequest } from '../../../proto/frames.ts';
import { DesiredTopics } from '../../../web/client/desired-topics.ts';

const NOW_MS = 1_000_000;

function topic(symbol: string, interval: '1s' | '1m' | null = null): TopicRequest {
  return {
    symbol,
    channels: ['last'],
    bars: interval === null ? [] : [{ interval, historyCount: 10 }],
  };
}

function error(change: Partial<ErrorInfo>): ErrorInfo {
  return {
    code: 'ERR_SYMBOL_UNKNOWN',
    message: 'no such symbol',
    retryable: false,
    requestId: 0,
    symbol: '',
    ...change,
  };
}

/** What a server holds after these messages. */
function serve(held: Map<string, TopicRequest>, messages: readonly ClientMessage[]): void {
  for (const message of messages) {
    if (message.kind === 'unsubscribe') for (const symbol of message.symbols) held.delete(symbol);
    if (message.kind === 'subscribe') for (const one of message.topics) held.set(one.symbol, one);
  }
}

describe('desired topics', () => {
  test('sends only the difference', () => {
    const topics = new DesiredTopics(() => 0.5);
    topics.set([topic('A'), topic('B')]);
    topics.changes(NOW_MS);

    topics.set([topic('B', '1s'), topic('C')]);

    expect(topics.changes(NOW_MS)).toEqual([
      { kind: 'unsubscribe', requestId: 2, symbols: ['A'] },
      { kind: 'subscribe', requestId: 3, topics: [topic('B', '1s'), topic('C')] },
    ]);
    expect(topics.changes(NOW_MS)).toEqual([]);
  });

  test('a server always holds what the page wants, and a new one gets it in one frame', () => {
    const wanted = fc.uniqueArray(
      fc.tuple(fc.constantFrom('A', 'B', 'C', 'D', 'E'), fc.constantFrom(null, '1s', '1m')),
      { selector: ([symbol]) => symbol },
    );
    const step = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), wanted }),
      fc.record({ kind: fc.constant('reconnect' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const topics = new DesiredTopics(() => 0.5);
        const held = new Map<string, TopicRequest>();
        let want: TopicRequest[] = [];
        for (const one of steps) {
          if (one.kind === 'set') {
            want = one.wanted.map(([symbol, interval]) => topic(symbol, interval));
            topics.set(want);
            serve(held, topics.changes(NOW_MS));
          } else {
            held.clear();
            topics.reconnected();
            const messages = topics.changes(NOW_MS);
            expect(messages.map(({ kind }) => kind)).toEqual(want.length > 0 ? ['subscribe'] : []);
            serve(held, messages);
          }
          expect([...held.values()].sort(bySymbol)).toEqual([...want].sort(bySymbol));
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test('keeps an error of a symbol until the server grants it', () => {
    const topics = new DesiredTopics(() => 0.5);
    topics.set([topic('A'), topic('B')]);
    topics.changes(NOW_MS);

    expect(topics.onError(error({ symbol: 'A' }), NOW_MS)).toEqual(['A']);
    expect(topics.fault('A')?.message).toBe('no such symbol');
    expect(topics.changes(NOW_MS + 3_600_000)).toEqual([]);

    const granted = { requestId: 0, symbols: [{ symbol: 'A' }], unsubscribed: [] };
    expect(topics.onSubscribed(granted as never)).toEqual(['A']);
    expect(topics.fault('A')).toBeUndefined();
  });

  test('asks again with growing waits for what may work later', () => {
    const topics = new DesiredTopics(() => 0.999_999);
    topics.set([topic('A'), topic('B')]);
    topics.changes(NOW_MS);
    const waits: number[] = [];
    let nowMs = NOW_MS;

    for (let n = 0; n < 3; n++) {
      topics.onError(error({ symbol: 'A', retryable: true }), nowMs);
      waits.push(topics.dueMs - nowMs);
      expect(topics.changes(topics.dueMs - 1)).toEqual([]);
      nowMs = topics.dueMs;
      expect(topics.changes(nowMs)).toMatchObject([{ topics: [topic('A')] }]);
    }

    expect(waits).toEqual([1_500, 2_500, 4_500]);
    expect(topics.dueMs).toBe(Infinity);
  });

  test('asks for symbols that were refused together in one Subscribe', () => {
    let random = 0;
    const topics = new DesiredTopics(() => (random += 0.1));
    const wanted = ['A', 'B', 'C'].map((symbol) => topic(symbol));
    topics.set(wanted);
    topics.changes(NOW_MS);
    for (const { symbol } of wanted) {
      topics.onError(error({ symbol, requestId: 1, retryable: true }), NOW_MS);
    }

    expect(topics.changes(topics.dueMs)).toMatchObject([{ topics: wanted }]);
    expect(topics.dueMs).toBe(Infinity);
  });

  test('counts the symbols as postponed when all of them are, and only then', () => {
    const topics = new DesiredTopics(() => 0.5);
    expect(topics.postponedCount).toBe(0);
    topics.set([topic('A'), topic('B')]);
    topics.changes(NOW_MS);

    topics.onError(error({ symbol: 'A', retryable: true }), NOW_MS);
    expect(topics.postponedCount).toBe(0);
    topics.onError(error({ symbol: 'B', retryable: true }), NOW_MS);
    expect(topics.postponedCount).toBe(2);
    topics.onError(error({ symbol: 'B', retryable: false }), NOW_MS);
    expect(topics.postponedCount).toBe(0);
  });

  test('takes an error without a symbol for all symbols of its request', () => {
    const topics = new DesiredTopics(() => 0.5);
    topics.set([topic('A')]);
    topics.changes(NOW_MS);
    topics.set([topic('A'), topic('B'), topic('C')]);
    const requestId = topics.changes(NOW_MS)[0] as { requestId: number };

    expect(topics.onError(error({ ...requestId, retryable: true }), NOW_MS)).toEqual(['B', 'C']);
    expect(topics.onError(error({ requestId: 0 }), NOW_MS)).toEqual([]);
    expect(topics.onError(error({ symbol: 'unasked' }), NOW_MS)).toEqual([]);
  });

  test('takes a refused symbol back when it is no longer wanted', () => {
    const topics = new DesiredTopics(() => 0.5);
    topics.set([topic('A')]);
    topics.changes(NOW_MS);
    topics.onError(error({ symbol: 'A' }), NOW_MS);

    topics.set([]);

    expect(topics.changes(NOW_MS)).toEqual([{ kind: 'unsubscribe', requestId: 2, symbols: ['A'] }]);
    expect(topics.fault('A')).toBeUndefined();
  });
});

function bySymbol(a: TopicRequest, b: TopicRequest): number {
  return a.symbol < b.symbol ? -1 : 1;
}
