/** Brings clients together that are in step, and takes them apart when one of them changes or falls behind. */
import { GROUP } from '../../proto/frames.ts';
import type { FanoutClient } from './client.ts';
import { Cohort } from './cohort.ts';

/** All cohorts that clients can come into. */
export class Cohorts {
  readonly #homes = new Map<string, Cohort>();

  /** Cohorts that others can join. */
  get homeCount(): number {
    return this.#homes.size;
  }

  /**
   * Makes the client the only member of its cohort, which then may be changed.
   *
   * @returns Its cohort, which has been told just what the one before had.
   */
  isolate(client: FanoutClient): Cohort {
    const { cohort } = client;
    if (client.isRemoved) return cohort;
    if (cohort.members.size === 1) {
      this.#close(cohort);
      return cohort;
    }
    const own = new Cohort(cohort.tierMs);
    own.dueAtMs = cohort.dueAtMs;
    for (const [symbol, subscription] of cohort.subscriptions) {
      const forked = subscription.topic.fork(subscription, own);
      own.subscriptions.set(symbol, forked);
      if (forked.pending !== 0) own.pending.push(forked);
    }
    cohort.members.delete(client);
    own.members.add(client);
    client.cohort = own;
    return own;
  }

  /** Takes a client away that is gone, perhaps while something is being sent to it. */
  remove(client: FanoutClient): void {
    const { cohort } = client;
    cohort.members.delete(client);
    // Whoever is still busy with it must not touch the wishes of the others.
    client.cohort = new Cohort(cohort.tierMs);
    if (cohort.members.size === 0) this.#dissolve(cohort);
  }

  /**
   * Lets a client that stands alone join the others that want the same, if it is in step with them.
   *
   * @param busy Cohort that nobody may join now, because its members are just being sent something.
   */
  settle(client: FanoutClient, busy: Cohort | undefined): void {
    const { cohort } = client;
    if (cohort.homeKey !== undefined || cohort.subscriptions.size === 0) return;
    const key = cohort.key();
    const home = this.#homes.get(key);
    if (!home) {
      cohort.homeKey = key;
      this.#homes.set(key, cohort);
      return;
    }
    if (home === busy || cohort === busy || !isInStep(cohort, home)) return;
    cohort.members.delete(client);
    this.#dissolve(cohort);
    home.members.add(client);
    client.cohort = home;
  }

  #close(cohort: Cohort): void {
    if (cohort.homeKey === undefined) return;
    this.#homes.delete(cohort.homeKey);
    cohort.homeKey = undefined;
  }

  #dissolve(cohort: Cohort): void {
    this.#close(cohort);
    for (const subscription of cohort.subscriptions.values()) {
      subscription.topic.cancel(subscription);
    }
    cohort.subscriptions.clear();
    cohort.pending.clear();
  }
}

/** Whether both have been told everything, up to the same trades. */
function isInStep(a: Cohort, b: Cohort): boolean {
  if (a.pending.length > 0 || b.pending.length > 0) return false;
  for (const [symbol, { groups, nextTrade }] of a.subscriptions) {
    if (groups & GROUP.trades && b.subscriptions.get(symbol)?.nextTrade !== nextTrade) return false;
  }
  return true;
}
