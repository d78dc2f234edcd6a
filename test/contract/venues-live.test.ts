import { toolkit } from '../../feed/adapter/toolkit.ts';
import { createVenue, samples as templateSamples } from '../../feed/examples/my-feed.ts';
import { VENUE_NAMES, VENUES } from '../../feed/venues/catalogue.ts';
import { SAMPLES } from './samples/all-samples.ts';
import { describeLiveVenue } from './venue-live.ts';

describeLiveVenue(createVenue(toolkit), templateSamples);
for (const name of VENUE_NAMES) describeLiveVenue(VENUES[name], SAMPLES[name]);
