/** Runs all scenarios that can happen at a venue, side by side: most of a scenario is waiting. */
import { describe, expect, test } from 'vitest';
import { isMarketDataError } from '../../../../proto/errors.ts';
import type { FeedState } from '../../../../proto/types.ts';
import { play, type Played } from './play.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { compareWithTruth } from './truth.ts';
import type { VenueUnderTest } from './venue-under-test.ts';

export function describeScenarios(tested: VenueUnderTest): void {
  describe.concurrent(`live source of ${tested.protocol.venue}`, () => {
    for (const scenario of SCENARIOS) {
      if (scenario.fits?.(tested) === false) continue;
      test(scenario.name, async () => {
        const played = await play(tested, scenario);
        expect(problemsOf(tested, scenario, played)).toEqual([]);
      });
    }
  });
}

/** Everything that is not as the scenario says it has to be, as sentences. */
function problemsOf(tested: VenueUnderTest, scenario: Scenario, played: Played): string[] {
  const { server, listener, counts } = played;
  const { end } = scenario;
  const problems = [...listener.problems, ...leakedKeys(tested, played)];
  const expected = end.violations ?? [];
  for (const { rule, detail } of server.violations) {
    if (!expected.includes(rule)) problems.push(`rule ${rule} was broken: ${detail}`);
  }
  if (server.agedOutCount > 0) problems.push('the venue had to end a connection for its age');
  const most = end.mostConnections ?? Infinity;
  if (server.mostSessions > most) problems.push(`${server.mostSessions} connections at once`);
  const handshakes = server.handshakes.length;
  if (end.handshakes !== undefined && handshakes !== end.handshakes) {
    problems.push(`${handshakes} handshakes instead of ${end.handshakes}`);
  }
  if (handshakes > (end.mostHandshakes ?? Infinity)) problems.push(`${handshakes} handshakes`);
  const requests = server.requests.length;
  if (requests > (end.mostRequests ?? Infinity)) problems.push(`${requests} HTTP requests`);
  for (const name of end.counted ?? []) {
    if (!(Number(counts[name]) > 0)) problems.push(`${name} were not counted`);
  }
  problems.push(...stateProblems(scenario, listener.statesOf(listener.symbols[0] ?? '')));
  if (end.outcome === 'refused') {
    const { error } = played;
    const isRefusal = isMarketDataError(error) && error.code === 'ERR_VENUE_REFUSED';
    return isRefusal ? problems : [...problems, `ended with ${String(error)}`];
  }
  return [...problems, ...tradeProblems(tested, scenario, played)];
}

function stateProblems({ end }: Scenario, states: readonly FeedState[]): string[] {
  const { states: wanted, hasNoOtherStates = false } = end;
  if (wanted === undefined) return [];
  let found = 0;
  for (const state of states) if (state === wanted[found]) found += 1;
  const isRight = found === wanted.length && (!hasNoOtherStates || states.length === found);
  return isRight ? [] : [`states were ${states.join(', ')}, expected ${wanted.join(', ')}`];
}

function tradeProblems(tested: VenueUnderTest, scenario: Scenario, played: Played): string[] {
  const { server, listener, instruments, tradesBefore } = played;
  const { fatal = [], lostTrades = 'none' } = scenario.end;
  return tested.protocol.symbols.flatMap((symbol, index) => {
    if (fatal.includes(index)) return [];
    const name = `${symbol.symbol}.${tested.protocol.venue}`;
    const instrument = instruments.find((one) => one.symbol === name);
    if (instrument === undefined) return [`${name} is not among the instruments`];
    const { problems, gapCount, backfillCount } = compareWithTruth({
      tested,
      market: server.market,
      symbol,
      instrument,
      ticks: listener.ticksOf(name),
      tradesBefore: tradesBefore.get(symbol.symbol) ?? 0,
    });
    const found = [...problems];
    const mayHaveGaps = lostTrades === 'missing' || (lostTrades === 'recovered' && !tested.canFill);
    if (lostTrades === 'missing' && gapCount === 0) found.push(`${name}: no gap`);
    if (gapCount > 0 && !mayHaveGaps) found.push(`${name}: ${gapCount} gaps`);
    if (backfillCount > 0 && lostTrades === 'none') {
      found.push(`${name}: ${backfillCount} trades were fetched, none were lost`);
    }
    return found;
  });
}

function leakedKeys({ credentials }: VenueUnderTest, { said }: Played): string[] {
  return Object.entries(credentials)
    .filter(([name, key]) => said.includes(key) || said.includes(`wrong-${name}`))
    .map(([name]) => `the ${name} came to light`);
}
