import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createClassifier } from '../../../../gateway/edge/overload/createClassifier.ts';
import { Overload } from '../../../../gateway/edge/overload/Overload.ts';
import { overloadSettings } from '../../../../gateway/edge/overload/overloadSettings.ts';
import { Pressure, type ProcessReading } from '../../../../gateway/edge/overload/Pressure.ts';
import { federationLink } from '../../../support/federationLink.ts';
import { startTestGateway, type TestGateway } from '../support/startTestGateway.ts';

describe('what an operation is', () => {
  const classify = createClassifier({ exportSize: 500, exports: ['Report'] });

  it.each([
    ['read', 'query Case($id: ID!) { case(id: $id) { status } }', { id: '1' }],
    ['read', '{ me { name } }', {}],
    ['list', '{ me { cases(first: 20) { nodes { id } } } }', {}],
    ['list', 'query($n: Int) { items(first: $n) }', { n: 499 }],
    ['list', 'query($n: Int) { items(first: $n) }', {}],
    ['list', 'query { ...F } fragment F on Query { items(last: 3) }', {}],
    ['list', 'query($first: Int = 5000) { items(first: $first) }', { first: 10 }],
    ['list', 'query($first: Int = 5000) { items(first: $first) }', { first: null }],
    ['read', 'query($first: Int = 5000) { item(number: $first) }', {}],
    ['export', 'query($first: Int = 5000) { items(first: $first) }', {}],
    ['export', 'query($n: Int = 5000) { items(first: $n) }', {}],
    ['export', '{ items(first: 500) }', {}],
    ['export', 'query($n: Int) { items(first: $n) }', { n: 5_000 }],
    ['export', 'query($n: Int = 500) { items(first: $n) }', {}],
    ['list', 'query($n: Int = 500) { items(first: $n) }', { n: 20 }],
    ['list', 'query($first: Int = 500) { items(first: $first) }', { first: 20 }],
    ['export', 'query Report { me { name } }', {}],
    ['command', 'mutation { rename(name: "a") { items(first: 9000) } }', {}],
  ] as const)('%s: %s %j', (kind, query, variables) => {
    expect(classify({ query, operationName: undefined, variables })).toBe(kind);
  });

  it('is that of the operation that is meant', () => {
    const query = 'query A { me { name } } mutation B { rename(name: "a") { id } }';

    expect(classify({ query, operationName: 'B', variables: {} })).toBe('command');
    expect(classify({ query, operationName: 'A', variables: {} })).toBe('read');
  });
});

it('a request that was refused while something was waited for is not counted for ever', () => {
  const settings = overloadSettings.parse({ requests: 100 });
  const pressure = new Pressure({ settings, read: () => ({ now: 0, memory: 0 }) });
  const overload = new Overload(settings, pressure);
  onTestFinished(() => overload.close());
  const visit = overload.enter();
  visit.leave();

  expect(() => visit.admit({ query: '{ a }', operationName: undefined, variables: {} })).toThrow(
    'The request ran out of time',
  );
  visit.leave();

  expect(pressure.requests).toBe(0);
});

it('a request that has left leaves no more room than it took, however often it is told to', () => {
  const settings = overloadSettings.parse({ requests: 10 });
  const pressure = new Pressure({ settings, read: () => ({ now: 0, memory: 0 }) });
  const overload = new Overload(settings, pressure);
  onTestFinished(() => overload.close());
  const admit = () => {
    const visit = overload.enter();
    visit.admit({ query: '{ a }', operationName: undefined, variables: {} });
    return visit;
  };
  const first = admit();
  first.leave();
  first.leave();
  expect(pressure.requests).toBe(0);

  const bodies = Array.from({ length: 11 }, () => overload.enter());
  expect(() => overload.enter()).toThrow('The gateway is at its limit');
  bodies[0]?.leave();
  overload.enter();
  expect(() => overload.enter()).toThrow('The gateway is at its limit');
});

describe('the pressure on a process', () => {
  const settings = overloadSettings.parse({ requests: 100, lagMs: 1_000, memoryShare: 0.9 });
  function pressureOf() {
    let reading: ProcessReading = { now: 0, memory: 0.1 };
    const pressure = new Pressure({ settings, read: () => reading });
    const pass = (ms: number, memory = 0.1) => {
      reading = { now: reading.now + ms, memory };
      pressure.look();
    };
    pressure.close();
    return { pressure, pass };
  }

  it('comes from an event loop that is late for long, not from one pause', () => {
    const { pressure, pass } = pressureOf();
    pass(60_000);
    expect(pressure.value).toBeLessThan(0.5);
    for (let count = 0; count < 20; count++) pass(1_400);
    expect(pressure.value).toBeGreaterThan(1);
    for (let count = 0; count < 20; count++) pass(200);
    expect(pressure.value).toBeLessThan(0.2);
  });

  it('comes from memory, and goes with it', () => {
    const { pressure, pass } = pressureOf();
    pass(200, 0.95);
    expect(pressure.value).toBeGreaterThan(1);
    pass(200, 0.4);
    expect(pressure.value).toBeLessThan(0.5);
  });
});

describe('a gateway at its limit', () => {
  let gateway: TestGateway;
  const held: (() => void)[] = [];
  beforeAll(async () => {
    const items = {
      sdl: `${federationLink} type Query { items(first: Int): [String]  held: Int }
        type Mutation { put: Int  hold: Int }`,
      resolvers: {
        Query: { items: () => ['a'], held: () => 1 },
        Mutation: { put: () => 1, hold: () => 1 },
      },
      intercept: ({ query }: { query: string }) =>
        /held|hold/.test(query) ? new Promise<void>((resolve) => held.push(resolve)) : undefined,
    };
    const settings = {
      overload: { requests: 10, lagMs: 60_000 },
      // Ten requests that are held must not be one call.
      upstreams: { joinReads: false },
      // A flood may take longer than five seconds to come: who is held must not make room by then.
      deadlines: { requestMs: 60_000 },
    };
    gateway = await startTestGateway({ items }, settings);
  });
  afterAll(() => gateway.close());

  const OPERATIONS = {
    export: '{ items(first: 600) }',
    list: '{ items(first: 6) }',
    read: '{ items }',
    command: 'mutation { put }',
  };
  const holding: Promise<Response>[] = [];
  async function holdUpTo(count: number, query = '{ held }'): Promise<void> {
    while (holding.length < count) holding.push(gateway.post({ query }));
    await expect.poll(() => held).toHaveLength(count);
  }
  /** Requests that were refused so far. */
  async function refused(): Promise<number> {
    const text = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
    const counts = [...text.matchAll(/^tongban_shed_requests_total\{.*\} (\d+)$/gm)];
    return counts.reduce((total, [, count]) => total + Number(count), 0);
  }

  /** One after another: each is a request, too. */
  async function inTurn() {
    const seen: Record<string, number> = {};
    for (const [kind, query] of Object.entries(OPERATIONS))
      seen[kind] = (await gateway.post({ query })).status;
    return seen;
  }

  it('lets no flood in beyond its limit', async () => {
    const flood = Array.from({ length: 200 }, () => gateway.post({ query: '{ held }' }));
    await expect.poll(() => held).toHaveLength(9);
    const answers = Promise.all(flood.map(async (answer) => (await answer).status));
    await expect.poll(() => refused()).toBe(191);
    expect(held).toHaveLength(9);
    for (const release of held.splice(0)) release();
    expect((await answers).filter((status) => status === 200)).toHaveLength(9);
  });

  it('refuses exports, then lists, then reads, then commands, and nothing once it has room again', async () => {
    const seen = [];
    for (const count of [0, 7, 8, 9]) {
      await holdUpTo(count);
      seen.push(await inTurn());
    }
    await holdUpTo(10, 'mutation { hold }');
    seen.push(await inTurn());

    expect(seen).toEqual([
      { export: 200, list: 200, read: 200, command: 200 },
      { export: 503, list: 200, read: 200, command: 200 },
      { export: 503, list: 503, read: 200, command: 200 },
      { export: 503, list: 503, read: 503, command: 200 },
      { export: 503, list: 503, read: 503, command: 503 },
    ]);
    const answer = await gateway.post({ query: OPERATIONS.read }, { 'accept-language': 'zh-CN' });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await answer.json()).toEqual({
      errors: [
        {
          message: '系统繁忙,请稍后再试: The gateway is at its limit',
          extensions: {
            ...{ code: 'OVERLOADED', origin: 'GATEWAY', retryable: true, retryAfter: 1 },
            traceId: expect.any(String),
          },
        },
      ],
    });
    const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
    expect(metrics).toContain('tongban_shed_requests_total{kind="export"} 4');
    expect(metrics).toContain('tongban_pressure 1');
    expect(metrics).toContain('tongban_endpoint_limit{service="items",jurisdiction=""} 64');
    expect(metrics).toContain(
      'tongban_upstream_waits_total{service="items",jurisdiction="",behind="another"} 0',
    );

    const stream = await gateway.post({ query: OPERATIONS.list }, { accept: 'text/event-stream' });
    expect(await stream.text()).toContain('"code":"OVERLOADED"');

    for (const release of held) release();
    expect((await Promise.all(holding)).map(({ status }) => status)).toEqual(holding.map(() => 200));
    expect(await inTurn()).toEqual({ export: 200, list: 200, read: 200, command: 200 });
  });
});

it('what a request is decides when its calls take their turn at an endpoint', async () => {
  const held: (() => void)[] = [];
  const seen: string[] = [];
  const items = {
    sdl: `${federationLink} type Query { items(first: Int): [String]  state: Int }`,
    resolvers: { Query: { items: () => ['a'], state: () => 1 } },
    intercept: ({ query }: { query: string }) => {
      seen.push(query.includes('first') ? 'list' : 'read');
      return seen.length === 1 ? new Promise<void>((resolve) => held.push(resolve)) : undefined;
    },
  };
  const upstreams = { mostInFlight: 1, leastInFlight: 1, joinReads: false };
  const gateway = await startTestGateway({ items }, { upstreams, deadlines: { requestMs: 60_000 } });
  const waiting = async () =>
    /^tongban_endpoint_waiting\{.*\} (\d+)$/m.exec(
      await (await fetch(`${gateway.adminUrl}/metrics`)).text(),
    )?.[1];
  try {
    const answers = [gateway.post({ query: '{ state }' })];
    await expect.poll(() => held).toHaveLength(1);
    for (const query of ['{ items(first: 5) }', '{ state }']) {
      answers.push(gateway.post({ query }));
      await expect.poll(waiting).toBe(String(answers.length - 1));
    }
    held[0]?.();
    await Promise.all(answers);

    expect(seen).toEqual(['read', 'read', 'list']);
  } finally {
    await gateway.close();
  }
});

it('a gateway that can bear nothing reads no operation, whichever way it comes', async () => {
  const gateway = await startTestGateway(
    { items: { sdl: `${federationLink} type Query { a: Int }` } },
    { overload: { memoryShare: 1e-9 } },
  );
  onTestFinished(() => gateway.close());
  const nonsense = { query: '{ no end' };

  expect((await gateway.post(nonsense)).status).toBe(503);
  const stream = await gateway.post(nonsense, { accept: 'text/event-stream' });
  expect([stream.status, stream.headers.get('retry-after')]).toEqual([503, '1']);
});

it('requests of which half has come count, those for event streams too', async () => {
  const gateway = await startTestGateway(
    { items: { sdl: `${federationLink} type Query { a: Int }` } },
    { overload: { requests: 2, lagMs: 60_000 } },
  );
  const half = [1, 2, 3].map(() => {
    const headers = { accept: 'text/event-stream', 'content-type': 'application/json', 'content-length': 99 };
    const open = request(`${gateway.url}/graphql`, { method: 'POST', headers });
    open.on('error', () => undefined).write('{');
    return open;
  });
  onTestFinished(async () => {
    for (const open of half) open.destroy();
    await gateway.close();
  });
  const status = async () => (await gateway.post({ query: '{ a }' })).status;

  await expect.poll(status).toBe(503);
  for (const open of half) open.destroy();
  await expect.poll(status).toBe(200);
});
