/** The HTTP side: health, instruments and the page. Builds an app that does not listen yet. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import helmet from '@fastify/helmet';
import statics from '@fastify/static';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Instrument } from '../../proto/types.ts';

/** Whether the server can do its work, and why not. */
export interface Readiness {
  readonly isReady: boolean;
  /** Empty when ready. */
  readonly reasons: readonly string[];
}

export interface AppDeps {
  readonly logger: FastifyBaseLogger;
  /** PEM; undefined for plain HTTP. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  /** Folder with the built page. */
  readonly webRoot: string;
  readonly readiness: () => Readiness;
  readonly instruments: () => Iterable<Instrument>;
}

/** Only our own files, no inline code, no eval, and the socket to where the page came from. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    workerSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/**
 * A request has to come within this time, the TLS handshake as well, milliseconds: half-open ones cost
 * a socket each and count for nobody.
 */
const REQUEST_TIMEOUT_MS = 10_000;
const TIMEOUTS = { headersTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: 2_500 };

export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const common = {
    loggerInstance: deps.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 16_384,
    requestTimeout: REQUEST_TIMEOUT_MS,
  };
  // Node names the two servers by different types; the routes are the same for both.
  const app = (deps.tls
    ? Fastify({
        ...common,
        https: {
          ...deps.tls,
          ...TIMEOUTS,
          minVersion: 'TLSv1.2' as const,
          handshakeTimeout: REQUEST_TIMEOUT_MS,
        },
      })
    : Fastify({ ...common, http: TIMEOUTS })) as unknown as FastifyInstance;

  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    // The server must not bind a visitor's other services on localhost to HTTPS.
    strictTransportSecurity: false,
  });

  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) => {
    const { isReady, reasons } = deps.readiness();
    return reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'ready' : 'not ready', reasons });
  });
  app.get('/api/instruments', (_request, reply) => {
    return reply.header('cache-control', 'no-store').send([...deps.instruments()]);
  });

  const root = resolve(deps.webRoot);
  if (existsSync(root)) {
    await app.register(statics, {
      root,
      // Vite puts a hash of the content into these names, and into no others.
      setHeaders: (response, path) => {
        const isHashed = path.startsWith(resolve(root, 'assets'));
        response.setHeader(
          'cache-control',
          isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  } else {
    app.get('/', (_request, reply) =>
      reply
        .code(503)
        .type('text/plain')
        .send(`The page is not built: run npm run build (${root})\n`),
    );
  }
  return app;
}
