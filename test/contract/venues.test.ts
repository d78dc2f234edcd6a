import { expect, test } from 'vitest';
import { toolkit } from '../../feed/adapter/toolkit.ts';
import { createVenue, samples as templateSamples } from '../../feed/examples/my-feed.ts';
import { VENUE_NAMES, VENUES } from '../../feed/venues/catalogue.ts';
import { SAMPLES } from './samples/all-samples.ts';
import { uncheckedParts } from './unchecked.ts';
import { describeVenue } from './venue.ts';

const template = createVenue(toolkit);
describeVenue(template, templateSamples);
for (const name of VENUE_NAMES) describeVenue(VENUES[name], SAMPLES[name]);

test.each([
  ['template', template, templateSamples] as const,
  ...VENUE_NAMES.map((name) => [name, VENUES[name], SAMPLES[name]] as const),
])('%s leaves none of its services unchecked', (_, venue, samples) => {
  expect(uncheckedParts(venue, samples)).toEqual([]);
});
