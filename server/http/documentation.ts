/** The API's description for programs, and a page of it for people. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

const DESCRIPTION =
  'Bars and latest values over HTTP. Prices and sizes are exact integers, scaled by the instrument’s ' +
  'decimals: price 6183763 with priceDecimals 2 is 61837.63. Times are UNIX milliseconds. Errors are ' +
  '{code, message}. Live data comes over the WebSocket at /stream (proto/README.md).';

/** The one style element that Swagger UI adds to its page, as the browser names it; the rest is files. */
const SWAGGER_STYLE = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

/** Describes all routes that are added from now on: `/api/openapi.json`, and `/api/docs`. */
export async function addDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: { title: 'Tickwire', description: DESCRIPTION, version: '1' },
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    logLevel: 'silent',
    transformStaticCSP: (policy) =>
      policy.replace("style-src 'self'", `style-src 'self' ${SWAGGER_STYLE}`),
    uiConfig: { docExpansion: 'list', tryItOutEnabled: true, validatorUrl: null },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}
