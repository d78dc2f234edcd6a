/** Which pages may connect: those at the server's own addresses, and those that were configured. */
import type { ServerConfig } from './config.ts';

/**
 * Origins that are let in.
 *
 * The list is fixed, not taken from the request's own Host header: a foreign name that was made to
 * point here (DNS rebinding) would otherwise let its page in.
 *
 * @param port Port that the server got, as the configured one may be 0.
 */
export function allowedOrigins(config: ServerConfig, port: number): string[] {
  const { host } = config.listen;
  const scheme = config.tls ? 'https' : 'http';
  const names = ['localhost', '127.0.0.1', '[::1]', host.includes(':') ? `[${host}]` : host];
  const own = names.map((name) => new URL(`${scheme}://${name}:${String(port)}`).origin);
  return [...own, ...config.allowedOrigins];
}
