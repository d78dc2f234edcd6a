import { describe, expect, test } from 'vitest';
import { SUBPROTOCOL } from '../../../proto/frames.ts';
import {
  admit,
  STREAM_PATH,
  type AdmissionState,
  type UpgradeRequest,
} from '../../../server/gateway/admission.ts';

const ORIGIN = 'https://desk.example.com';
const REQUEST: UpgradeRequest = {
  path: STREAM_PATH,
  origin: ORIGIN,
  protocols: SUBPROTOCOL,
  address: '192.0.2.7',
};
const STATE: AdmissionState = {
  allowedOrigins: new Set([ORIGIN]),
  isReady: true,
  clientCount: 9,
  clientLimit: 10,
  addressCount: 1,
  addressLimit: 2,
};

describe('admission', () => {
  test.each<[string, Partial<UpgradeRequest>]>([
    ['the page of an allowed origin', {}],
    ['a client that is no browser', { origin: undefined }],
    ['an offer of several subprotocols', { protocols: `other,  ${SUBPROTOCOL} ` }],
  ])('accepts %s', (_, change) => {
    expect(admit({ ...REQUEST, ...change }, STATE)).toEqual({ kind: 'accept' });
  });

  test.each<[string, number, Partial<UpgradeRequest>, Partial<AdmissionState>]>([
    ['another path', 404, { path: '/' }, {}],
    ['a longer path', 404, { path: `${STREAM_PATH}/x` }, {}],
    ['a strange origin', 403, { origin: 'https://evil.example' }, {}],
    ['the same host with another port', 403, { origin: `${ORIGIN}:8443` }, {}],
    ['the opaque origin', 403, { origin: 'null' }, {}],
    ['an empty origin', 403, { origin: '' }, {}],
    ['no subprotocol', 426, { protocols: undefined }, {}],
    ['another subprotocol', 426, { protocols: 'marketdata.v2' }, {}],
    ['anybody while the log is being read', 503, {}, { isReady: false }],
    ['a connection beyond the limit', 503, {}, { clientCount: 10 }],
    ['a connection beyond the limit of its address', 429, {}, { addressCount: 2 }],
  ])('refuses %s with %i and says why', (_, status, request, state) => {
    const admission = admit({ ...REQUEST, ...request }, { ...STATE, ...state });

    expect(admission).toMatchObject({ kind: 'refuse', status });
    expect(admission.kind === 'refuse' && admission.reason.length).toBeGreaterThan(10);
  });

  test('tells a stranger nothing of the load: its origin is judged first', () => {
    const admission = admit(
      { ...REQUEST, origin: 'https://evil.example' },
      { ...STATE, isReady: false, clientCount: 10, addressCount: 2 },
    );

    expect(admission).toMatchObject({ kind: 'refuse', status: 403 });
  });
});
