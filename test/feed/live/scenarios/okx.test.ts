import { okx } from '../../../support/venues/okx.ts';
import { describeScenarios } from './describe-scenarios.ts';
import { describeVenue } from './venue-under-test.ts';

describeScenarios(describeVenue('okx', okx, { repeatsLastTrade: true }));
