import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';
import { world } from './support/world.ts';

let gateway: TestGateway;
afterEach(() => gateway.close());

/** The subgraph, but silent; `reached` settles with the first request. */
function silent(subgraph: TestSubgraph) {
  let arrive: ((incoming: IncomingMessage) => void) | undefined;
  const reached = new Promise<IncomingMessage>((resolve) => {
    arrive = resolve;
  });
  const intercept: TestSubgraph['intercept'] = (_, __, incoming) => {
    arrive?.(incoming);
    return new Promise(() => {});
  };
  return { reached, subgraph: { ...subgraph, intercept } };
}

describe.each(['own', 'reference'])('a request to the %s executor', (executor) => {
  it('is answered at its deadline with what is there', async () => {
    const { subgraph } = silent(world.funds);
    // Time enough to plan and to ask one of them, though this process, which is all of them, is held up meanwhile.
    const deadlines = { requestMs: 2_000 };
    gateway = await startTestGateway({ people: world.people, funds: subgraph }, { deadlines, executor });
    const startedAt = performance.now();
    // Of a time in which this process is held up little is counted.
    let [ownMs, lookedAt] = [0, startedAt];
    const look = () => {
      const now = performance.now();
      ownMs += Math.min(now - lookedAt, 25);
      lookedAt = now;
    };
    const looking = setInterval(look, 10);

    const response = await gateway.post({ query: '{ me { name fund } }' });
    clearInterval(looking);
    look();
    const tookMs = performance.now() - startedAt;

    expect(await response.json()).toMatchObject({
      data: { me: { name: 'Ada', fund: null } },
      errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }],
    });
    expect(tookMs).toBeGreaterThan(1_950);
    // 50 ms by contract; the rest is this machine's other work.
    expect(ownMs).toBeLessThan(2_300);
  });
});

describe('a request', () => {
  it('whose client goes away is given up at the subgraph', async () => {
    const { reached, subgraph } = silent(world.people);
    gateway = await startTestGateway({ people: subgraph, funds: world.funds });
    const leaving = new AbortController();

    const answer = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ me { name } }' }),
      signal: leaving.signal,
    }).catch((error: Error) => error.name);
    const { socket } = await reached;
    leaving.abort();

    await once(socket, 'close');
    expect(await answer).toBe('AbortError');
  });

  it('whose body does not come is refused at the deadline', async () => {
    gateway = await startTestGateway(world, { deadlines: { requestMs: 200 } });
    const request = httpRequest(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '100' },
    });
    request.on('error', () => undefined);
    request.write('{"query":');

    const [response] = await once(request, 'response');

    expect([response.statusCode, response.headers.connection]).toEqual([408, 'close']);
    request.destroy();
  });

  it('passes on what is left of its time', async () => {
    const contextSecret = Buffer.alloc(32, 7).toString('base64');
    gateway = await startTestGateway(world, { contextSecret, deadlines: { requestMs: 3_000 } });
    await gateway.post({ query: '{ me { name } }' });

    const header = String(gateway.subgraphs['people']?.requests[0]?.headers['tongban-context']);
    const { budgetMs, aud } = JSON.parse(Buffer.from(header.split('.')[1] ?? '', 'base64url').toString());
    expect(aud).toBe('people');
    expect(budgetMs).toBeGreaterThan(1_000);
    expect(budgetMs).toBeLessThanOrEqual(3_000);
  });
});
