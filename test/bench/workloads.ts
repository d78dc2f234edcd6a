/** Pure: the workloads, as data. */

/** Slow clients among the others. */
export interface SlowClients {
  /** Of all clients, 0 to 1. */
  readonly share: number;
  /** trickle: reads 1 KB a second; stop: reads nothing for 10 s, all for 5 s, and so on. */
  readonly mode: 'trickle' | 'stop';
}

/** What is published, and what the clients take of it. */
export interface Workload {
  readonly name: string;
  /** One line. */
  readonly title: string;
  /** Symbols that clients choose from. */
  readonly symbols: number;
  /** Published beside them, wanted by nobody. */
  readonly unwantedSymbols: number;
  /** Of all symbols together, evenly at random. */
  readonly ticksPerSecond: number;
  /** Symbols of each client; all of them if it is their number. */
  readonly topics: number;
  readonly slow?: SlowClients;
}

/** A watch list each: 20 symbols out of 200. */
export const W1: Workload = {
  name: 'W1',
  title: '200 symbols, 5,000 ticks/s, 20 random symbols a client',
  symbols: 200,
  unwantedSymbols: 0,
  ticksPerSecond: 5_000,
  topics: 20,
};

/** Everybody wants everything. */
export const W2: Workload = {
  name: 'W2',
  title: '20 symbols, 2,000 ticks/s, every client takes all',
  symbols: 20,
  unwantedSymbols: 0,
  ticksPerSecond: 2_000,
  topics: 20,
};

/** W1 with one client in five slow. */
export function withSlow(mode: SlowClients['mode']): Workload {
  return { ...W1, name: `W3 ${mode}`, slow: { share: 0.2, mode } };
}

/** W1 next to as many symbols and ticks that nobody wants. */
export const W1_UNWANTED: Workload = {
  ...W1,
  name: 'W1 + unwanted',
  symbols: W1.symbols,
  unwantedSymbols: W1.symbols,
  ticksPerSecond: 2 * W1.ticksPerSecond,
};
