import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';
import { createTestIssuer } from './support/testIssuer.ts';
import { world } from './support/world.ts';

const cases = createServer(async (request, response) => {
  await text(request);
  response.writeHead(204).end();
});
let gateway: TestGateway;

beforeAll(async () => {
  await new Promise<void>((resolve) => cases.listen(0, '127.0.0.1', resolve));
  const issuer = await createTestIssuer();
  gateway = await startTestGateway(world, {
    issuers: [{ issuer: issuer.issuer, audience: 'tongban', jwks: { keys: [issuer.publicKey] } }],
    contextSecret: Buffer.alloc(32, 7).toString('base64'),
    files: `http://127.0.0.1:${(cases.address() as AddressInfo).port}`,
    limits: { bodyBytes: 1_000, fileBytes: 1_000 },
  });
});
afterAll(async () => {
  await gateway.close();
  cases.close();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const BODY = '{"query":"{ __typename }"}';
const FILE = '/files/00000000-0000-4000-8000-000000000000';

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends the body when it is asked for, and not before. */
const ask = ({ method = 'POST', path, headers }: Asked) =>
  new Promise<{ readonly status: number | undefined; readonly isInvited: boolean }>((resolve, reject) => {
    let isInvited = false;
    const asked = httpRequest(`${gateway.url}${path}`, {
      method,
      headers: { 'content-length': String(BODY.length), ...headers, expect: '100-continue' },
    });
    asked.on('continue', () => {
      isInvited = true;
      asked.end(BODY);
    });
    asked.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode, isInvited });
      if (!isInvited) asked.destroy();
    });
    asked.on('error', reject);
    asked.flushHeaders();
  });

it.each<[number, Asked]>([
  [200, { path: '/graphql', headers: JSON_TYPE }],
  [200, { path: '/graphql/stream', headers: JSON_TYPE }],
  [204, { path: FILE, method: 'PUT', headers: {} }],
])('a body that is wanted is asked for: %i, %j', async (status, asked) => {
  expect(await ask(asked)).toEqual({ status, isInvited: true });
});

const LARGE = { 'content-length': '1001' };

it.each<[number, Asked]>([
  [413, { path: '/graphql', headers: { ...JSON_TYPE, ...LARGE } }],
  [415, { path: '/graphql', headers: { 'content-type': 'text/plain' } }],
  [401, { path: '/graphql', headers: { ...JSON_TYPE, authorization: 'Bearer x.y.z' } }],
  [406, { path: '/graphql', headers: { ...JSON_TYPE, accept: 'text/html' } }],
  [405, { path: '/graphql', method: 'PUT', headers: JSON_TYPE }],
  [413, { path: '/graphql/stream', headers: { ...JSON_TYPE, ...LARGE } }],
  [415, { path: '/graphql/stream', headers: { 'content-type': 'text/plain' } }],
  [401, { path: '/graphql/stream', headers: { ...JSON_TYPE, authorization: 'Bearer x.y.z' } }],
  [413, { path: FILE, method: 'PUT', headers: LARGE }],
  [404, { path: '/files/none', method: 'PUT', headers: {} }],
  [404, { path: '/nothing', headers: JSON_TYPE }],
])('a body that is refused is not asked for: %i, %j', async (status, asked) => {
  expect(await ask(asked)).toEqual({ status, isInvited: false });
});
