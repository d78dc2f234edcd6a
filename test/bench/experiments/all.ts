/** The experiments by the names on the command line. */
import type { ExperimentName } from '../arguments.ts';
import { W1, W2 } from '../workloads.ts';
import { capacity } from './capacity.ts';
import { curve } from './curve.ts';
import type { Experiment } from './experiment.ts';
import { fanOut, slowClients } from './fan-out.ts';
import { growth } from './growth.ts';
import { memory } from './memory.ts';
import { overload } from './overload.ts';

export const experiments: Readonly<Record<ExperimentName, Experiment>> = {
  W1: fanOut(W1),
  W2: fanOut(W2),
  W3: slowClients,
  W4: capacity,
  curve,
  overload,
  growth,
  memory,
};
