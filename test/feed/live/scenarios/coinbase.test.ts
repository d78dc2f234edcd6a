import { coinbase } from '../../../support/venues/coinbase.ts';
import { describeScenarios } from './describe-scenarios.ts';
import { describeVenue } from './venue-under-test.ts';

describeScenarios(
  describeVenue('coinbase', coinbase, {
    // Changes of the book are not numbered.
    seesLostUpdates: false,
  }),
);
