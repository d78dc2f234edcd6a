/** What every experiment is given and gives. */
import type { Contestant } from '../contestants/contestant.ts';
import { tickwire } from '../contestants/tickwire.ts';
import type { Runner } from '../runner.ts';
import type { Table } from '../table.ts';

/** Numbers of clients, rising; not empty. */
export type ClientCounts = readonly number[];

export type Experiment = (runner: Runner, clients: ClientCounts) => Promise<Table>;

/** The smallest number of clients. */
export function fewest(clients: ClientCounts): number {
  return clients[0] ?? 1;
}

/** The number in the middle. */
export function middle(clients: ClientCounts): number {
  return clients[clients.length >> 1] ?? 1;
}

/** The largest number of clients. */
export function most(clients: ClientCounts): number {
  return clients.at(-1) ?? 1;
}

/** Systems with a feed: all but the floor, which only repeats Tickwire's writes. */
export function fed({ contestants }: Runner): Contestant[] {
  return contestants.filter(({ sink }) => sink !== undefined);
}

/** Tickwire alone, if it is among the systems of this run. */
export function ours({ contestants }: Runner): Contestant[] {
  return contestants.filter((one) => one === tickwire);
}
