import { massive } from '../../../support/venues/massive.ts';
import { describeScenarios } from './describe-scenarios.ts';
import { describeVenue } from './venue-under-test.ts';

describeScenarios(
  describeVenue('massive', massive, {
    // A symbol that it does not know is confirmed, and stays quiet.
    refusesSymbols: false,
    tellsSide: false,
  }),
);
