import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS } from './support/names.ts';

let gateway: TestGateway;
let leaving: AbortController;

beforeEach(() => {
  leaving = new AbortController();
});
afterEach(async () => {
  leaving.abort();
  await gateway.close();
});

const PORTAL = 'https://portal.example';

/** As a browser does: no page has a say in these headers but in the address. */
const openEventSource = (headers: Readonly<Record<string, string>>) =>
  gateway.get(`/graphql/stream?query=${encodeURIComponent(TICKS)}`, {
    signal: leaving.signal,
    headers: { accept: 'text/event-stream', ...headers },
  });

it.each([
  ['of the own origin', { 'sec-fetch-site': 'same-origin' }, 200],
  ['of a configured one', { origin: PORTAL, 'sec-fetch-site': 'cross-site' }, 200],
  ['of another one', { origin: 'https://other.example', 'sec-fetch-site': 'cross-site' }, 400],
  ['that does not say of which', { 'sec-fetch-site': 'cross-site' }, 400],
])('an EventSource of a page %s', async (_, headers, status) => {
  gateway = await startTestGateway({ feed: new Feed(), names }, { cors: { origins: [PORTAL] } });
  const response = await openEventSource(headers);

  expect(response.status).toBe(status);
  const isConfigured = 'origin' in headers && headers.origin === PORTAL;
  expect(response.headers.get('access-control-allow-origin')).toBe(isConfigured ? PORTAL : null);
});

it('a page of a configured origin may ask by POST, as its browser finds out before', async () => {
  gateway = await startTestGateway({ feed: new Feed(), names }, { cors: { origins: [PORTAL] } });
  const ask = async (origin: string) => {
    const headers = { origin, 'access-control-request-method': 'POST' };
    const response = await gateway.get('/graphql/stream', { method: 'OPTIONS', headers });
    const told = ['allow', 'access-control-allow-origin', 'access-control-allow-methods'];
    return [response.status, ...told.map((name) => response.headers.get(name))];
  };

  expect(await ask(PORTAL)).toEqual([204, 'GET, POST, OPTIONS', PORTAL, 'GET, POST']);
  expect(await ask('https://other.example')).toEqual([204, 'GET, POST, OPTIONS', null, null]);
});
