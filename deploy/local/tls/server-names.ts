/** Names and addresses by which browsers may call the server. */
import { hostname, networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** Facts about this machine's network. */
export interface NetworkFacts {
  readonly hostname: string;
  /** All addresses of all interfaces. */
  readonly addresses: readonly Pick<NetworkInterfaceInfo, 'address' | 'internal'>[];
}

/** Asks the system. */
export function readNetwork(): NetworkFacts {
  return {
    hostname: hostname(),
    addresses: Object.values(networkInterfaces()).flatMap((list) => list ?? []),
  };
}

/**
 * Returns the names for the certificate of a server that binds to `host`.
 *
 * Loopback and the machine's own name always; its other addresses only when they are reachable,
 * since a laptop's change all the time and each change would make a new certificate.
 */
export function serverNames(host: string, network: NetworkFacts): readonly string[] {
  const names = new Set(LOOPBACK);
  if (isHostName(network.hostname)) names.add(network.hostname.toLowerCase());
  if (isLoopback(host)) return [...names];
  if (isWildcard(host)) {
    for (const { address, internal } of network.addresses) {
      // Link-local IPv6 addresses need a zone, which no URL of a browser can carry.
      if (!internal && !address.startsWith('fe80:')) names.add(address);
    }
  } else {
    names.add(host.toLowerCase());
  }
  return [...names];
}

/** Says whether only this machine can reach a server bound to `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function isHostName(name: string): boolean {
  return /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9-]+)*$/.test(name);
}
