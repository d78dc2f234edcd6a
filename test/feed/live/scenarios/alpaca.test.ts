import { alpaca } from '../../../support/venues/alpaca.ts';
import { describeScenarios } from './describe-scenarios.ts';
import { describeVenue } from './venue-under-test.ts';

describeScenarios(
  describeVenue('alpaca', alpaca, {
    // A symbol that it does not know is left out of the list that it answers with.
    refusesSymbols: false,
    tellsSide: false,
  }),
);
