/** Fetches from a server whose certificate an authority of the test's own has signed. */
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';

/**
 * GET with verified TLS. Node's fetch takes no authority of its own; the HTTPS client does.
 *
 * @param ca      PEM of the authority to trust.
 * @param headers More headers of the request.
 */
export function fetchTrusting(
  ca: string,
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const isSecure = url.startsWith('https:');
  const get = isSecure ? getSecure : getPlain;
  return new Promise((resolve, reject) => {
    const request = get(new URL(path, url), { ca, agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const headers = Object.entries(response.headers).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)] satisfies [string, string]],
        );
        resolve(new Response(Buffer.concat(chunks), { status: response.statusCode ?? 0, headers }));
      });
    });
    request.on('error', reject);
  });
}
