/** The HTTP side: health, API and the page. Builds an app that does not listen yet. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import helmet from '@fastify/helmet';
import statics from '@fastify/static';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Instrument } from '../../proto/types.ts';
import type { StoredBars } from '../history/stored-bars.ts';
import type { WorkGate } from '../history/work-gate.ts';
import type { MarketState } from '../market/market-state.ts';
import { handleErrors } from './api-error.ts';
import { healthSchema, instrumentsSchema, readinessSchema } from './api-schemas.ts';
import { addBarsRoute } from './bars-route.ts';
import { addDocumentation } from './documentation.ts';
import { addLatestRoute } from './latest-route.ts';

/** Whether the server can do its work, and what is wrong. */
export interface Readiness {
  /** Whether it takes clients. */
  readonly isReady: boolean;
  /** Why it does not; or, when it does, what is wrong all the same. Empty when all is well. */
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
  /** Whether the market is what the log says. */
  readonly isCaughtUp: () => boolean;
  readonly state: (symbol: string) => MarketState | undefined;
  readonly stored: StoredBars;
  /** For answers that cost more than a few microseconds. */
  readonly gate: WorkGate;
  /** UNIX ms. */
  readonly clock: () => number;
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
    // A misspelt parameter is told, not dropped, and an error names the value that it is about.
    ajv: { customOptions: { removeAdditional: false, verbose: true } },
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

  handleErrors(app);
  await addDocumentation(app);
  await app.register((api, _options, done) => {
    addRoutes(api, deps);
    done();
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

function addRoutes(app: FastifyInstance, deps: AppDeps): void {
  app.get('/healthz', { schema: healthSchema }, () => ({ status: 'ok' }));
  app.get('/readyz', { schema: readinessSchema }, (_request, reply) => {
    const { isReady, reasons } = deps.readiness();
    const status = reasons.length > 0 ? 'degraded' : 'ready';
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: isReady ? status : 'not ready', reasons });
  });
  app.get('/api/instruments', { schema: instrumentsSchema }, (_request, reply) =>
    reply.header('cache-control', 'no-store').send([...deps.instruments()]),
  );
  const { isCaughtUp: isReady, state, stored, gate, clock } = deps;
  addBarsRoute(app, { isReady, state, stored, gate });
  addLatestRoute(app, { isReady, state, clock });
}
