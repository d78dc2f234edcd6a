import { binance } from '../../../support/venues/binance.ts';
import { describeScenarios } from './describe-scenarios.ts';
import { describeVenue } from './venue-under-test.ts';

describeScenarios(
  describeVenue('binance', binance, {
    // It has no words for a refusal but those for requests that are not well formed.
    refusesForNow: false,
    refusesSymbols: false,
    // The venue asks every 20 s; each answer counts as a message.
    heartbeatMs: 1_000,
  }),
);
