import { finnhub } from '../../../support/venues/finnhub.ts';
import { describeScenarios } from './describe-scenarios.ts';
import { describeVenue } from './venue-under-test.ts';

describeScenarios(
  describeVenue('finnhub', finnhub, {
    // Its one documented error, too many symbols, names none and passes not.
    refusesForNow: false,
    refusesSymbols: false,
    tellsSide: false,
  }),
);
