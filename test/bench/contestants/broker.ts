/** Finds and starts message brokers that are programs of the system. */
import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { findProgram } from '../../../deploy/local/find-program.ts';
import { waitFor } from '../../support/wait-for.ts';
import { BenchProcess } from '../bench-process.ts';
import type { Availability } from './contestant.ts';

/** Debian keeps servers out of a user's PATH. */
const SEARCH_PATH = `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`;

/** Path of a program, or undefined. */
export function findBroker(name: string): string | undefined {
  return findProgram([name], SEARCH_PATH);
}

/**
 * Looks for a program and asks it for its version.
 *
 * @param versionArgs Arguments that make it say so; the exit code does not matter.
 * @param pattern     Matches the version in what it prints.
 */
export function brokerAvailability(
  name: string,
  versionArgs: readonly string[],
  pattern: RegExp,
  advice: string,
): Availability {
  const path = findBroker(name);
  if (path === undefined) return { kind: 'missing', advice };
  const version = pattern.exec(outputOf(path, versionArgs))?.[0] ?? 'unknown version';
  return { kind: 'ready', version: `${name} ${version}` };
}

function outputOf(path: string, args: readonly string[]): string {
  try {
    return execFileSync(path, args, { encoding: 'utf8' });
  } catch (error) {
    // Mosquitto prints its help with exit code 3.
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
  }
}

/** Starts a broker and waits until all its ports take connections. */
export async function startBroker(
  name: string,
  args: readonly string[],
  core: number | undefined,
  ports: readonly number[],
): Promise<BenchProcess> {
  const broker = new BenchProcess(name, findBroker(name) ?? name, args, { core });
  for (const port of ports) {
    await waitFor(
      async () => {
        if (!broker.isRunning) return true;
        return isListening(port);
      },
      { what: `${name} to listen on port ${String(port)}` },
    );
  }
  broker.check();
  return broker;
}

async function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => {
      answer(true);
    });
    socket.once('error', () => {
      answer(false);
    });
  });
}
