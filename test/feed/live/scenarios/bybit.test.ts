import { bybit } from '../../../support/venues/bybit.ts';
import { describeScenarios } from './describe-scenarios.ts';
import { describeVenue } from './venue-under-test.ts';

describeScenarios(describeVenue('bybit', bybit));
