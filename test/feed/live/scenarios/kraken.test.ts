import { kraken } from '../../../support/venues/kraken.ts';
import { describeScenarios } from './describe-scenarios.ts';
import { describeVenue } from './venue-under-test.ts';

describeScenarios(describeVenue('kraken', kraken, { hasChecksums: true }));
