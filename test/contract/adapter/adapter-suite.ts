import { test } from 'vitest';
import { loadAdapter } from '../../../feed/adapter/load-adapter.ts';
import { uncheckedChannels, uncheckedParts } from '../unchecked.ts';
import { describeVenue } from '../venue.ts';
import { describeLiveVenue } from '../venue-live.ts';
import { describeSourceFunction } from './source-function.ts';
import { MODULE_VARIABLE } from './module-variable.ts';
import { NOT_CHECKED } from './not-checked.ts';

const path = process.env[MODULE_VARIABLE] ?? '';
const adapter = await loadAdapter(path).catch((error: unknown) => {
  // As a test of its own: what is wrong stands alone then, without the stack of this file.
  test(`${path} can be loaded`, () => {
    throw Object.assign(new Error(error instanceof Error ? error.message : String(error)), {
      stack: '',
    });
  });
  return undefined;
});

if (adapter?.kind === 'venue') {
  const { venue, samples } = adapter;
  describeVenue(venue, samples);
  if (samples !== undefined) describeLiveVenue(venue, samples);
  const unchecked = uncheckedParts(venue, samples);
  if (samples !== undefined) unchecked.push(...uncheckedChannels(venue, samples));
  for (const part of unchecked) test.skip(`${NOT_CHECKED}${part}`, () => undefined);
} else if (adapter !== undefined) describeSourceFunction(path, adapter.open);
