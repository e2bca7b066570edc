import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PROVINCES } from '../../../../domain/provinces.ts';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import { answer, type Behaviour } from './support/Places.ts';
import { withPlaces } from './support/withPlaces.ts';

const open = withPlaces();

const HEAD = { 'content-type': 'application/json' };
const BROKEN: readonly (readonly [string, Behaviour])[] = [
  ['takes requests and never answers', () => undefined],
  ['sends its headers and then nothing', (response) => response.writeHead(200, HEAD).flushHeaders()],
  [
    'sends a byte now and then',
    (response) => {
      response.writeHead(200, HEAD).write('{');
      const timer = setInterval(() => response.write(' '), 50);
      response.once('close', () => clearInterval(timer));
    },
  ],
  [
    'sends chunks without an end',
    (response) => {
      response.writeHead(200, HEAD).write('{"data":{"a":"');
      const timer = setInterval(() => response.write('x'.repeat(1_024)), 5);
      response.once('close', () => clearInterval(timer));
    },
  ],
];

describe.each(BROKEN)('a province that %s', (_, behaviour) => {
  it('keeps nobody waiting who asks another one, and loses its sockets', async () => {
    const { places, ask, client, stateOf } = await open({ leastInFlight: 4, mostInFlight: 8 });
    const [broken = '', ...healthy] = PROVINCES.filter(({ mainland31 }) => mainland31).map(
      ({ code2 }) => code2,
    );
    places.behave(broken, behaviour);
    const leaving = new AbortController();
    setMaxListeners(0, leaving.signal);
    let ended = 0;
    const stuck = Array.from({ length: 40 }, (__, n) =>
      ask(broken, { variables: { n }, signal: leaving.signal }).finally(() => ended++),
    );
    await expect.poll(() => places.bodies(broken)).toHaveLength(8);

    // Three rounds at once: more calls than the broken one has sockets.
    const rounds = [0, 1, 2].flatMap((n) => healthy.map((place) => ask(place, { variables: { n } })));
    expect(await Promise.all(rounds)).toEqual(rounds.map(() => ({ a: 1 })));

    expect(ended).toBe(0);
    const waits = [...client.endpoints()].map(({ waits: { another } }) => another);
    expect(waits).toEqual(waits.map(() => 0));
    expect(stateOf(broken)).toMatchObject({ inFlight: 8, waiting: 32, waits: { itself: 32 } });
    for (const place of healthy) expect(stateOf(place).waits).toEqual({ itself: 0, another: 0 });

    leaving.abort();
    await Promise.all(stuck);
    await expect.poll(() => places.open).toBe(0);
    expect(stateOf(broken)).toMatchObject({ inFlight: 0, waiting: 0 });
  });

  it('is given up at its limit, after ten calls without being asked', async () => {
    const { places, ask, stateOf } = await open({ jurisdictionTimeoutMs: 200 });
    places.behave('43', behaviour);

    const answers = await Promise.all(Array.from({ length: 10 }, (__, n) => ask('43', { variables: { n } })));

    expect(new Set(answers)).toEqual(new Set(['JURISDICTION_TIMEOUT']));
    expect(stateOf('43').breakers).toEqual({ reads: 'open', writes: 'closed' });
    expect(await ask('43')).toBe('JURISDICTION_UNAVAILABLE');
    expect(stateOf('43').refused).toEqual({ breaker: 1, busy: 0 });
    // Fewer where this process, which is both ends, is held up for longer than the limit.
    expect(places.bodies('43').length).toBeLessThanOrEqual(10);
    await expect.poll(() => places.open).toBe(0);
  });
});

describe('the breaker of an endpoint', () => {
  const page: Behaviour = (response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>登录</p>');
  };
  const businessError: Behaviour = (response) => {
    response.writeHead(200, HEAD).end('{"code":-1,"msg":"系统异常"}');
  };
  const cut: Behaviour = (response) => response.writeHead(200, HEAD).end('{"data":{"a":1');

  it.each([
    ['pages of errors', page, 'JURISDICTION_BAD_RESPONSE'],
    ['JSON of another kind', businessError, 'JURISDICTION_BAD_RESPONSE'],
    ['JSON that breaks off', cut, 'JURISDICTION_BAD_RESPONSE'],
  ])('opens for reads alone after ten answers that are %s, and closes by one probe', async (_, bad, code) => {
    const { places, ask, stateOf } = await open();
    places.behave('43', bad);

    for (let n = 0; n < 10; n++) expect(await ask('43')).toBe(code);
    expect(await ask('43')).toBe('JURISDICTION_UNAVAILABLE');
    expect(places.bodies('43')).toHaveLength(10);
    places.behave('43', answer);
    expect(await ask('43', { query: 'mutation{a}', operation: 'root' })).toEqual({ a: 1 });
    expect(stateOf('43').breakers).toEqual({ reads: 'open', writes: 'closed' });

    await expect.poll(() => ask('43'), { interval: 100 }).toEqual({ a: 1 });
    expect(places.bodies('43')).toHaveLength(12);
    expect(stateOf('43')).toMatchObject({ breakers: { reads: 'closed' } });
  });

  it('tries once more where whoever asked for its probe has left', async () => {
    const { places, ask, stateOf } = await open();
    places.behave('43', page);
    for (let n = 0; n < 10; n++) await ask('43');
    const leaving = new AbortController();
    places.behave('43', () => leaving.abort());

    const probe = () => ask('43', { signal: leaving.signal });
    await expect.poll(probe, { interval: 100 }).toBe('DEADLINE_EXCEEDED');
    places.behave('43', answer);

    expect(await ask('43')).toEqual({ a: 1 });
    expect(stateOf('43')).toMatchObject({ breakers: { reads: 'closed' }, inFlight: 0 });
  });

  it('opens where nobody listens, and says when to ask again', async () => {
    const { places, ask, client, stateOf } = await open();
    const url = places.urlOf('43');
    await places.close();

    for (let n = 0; n < 10; n++) expect(await ask('43', { url })).toBe('JURISDICTION_UNAVAILABLE');

    expect(stateOf('43')).toMatchObject({ breakers: { reads: 'open' }, refused: { breaker: 0 } });
    const { signal } = new AbortController();
    const context = { requestId: 'r', traceparent: undefined, caller: null, language: 'en', signal } as const;
    const request = { service: 'funds', jurisdiction: '43', url, operation: 'root', query: '{a}' } as const;
    await expect(
      client.send(
        { ...request, operationName: undefined, variables: {} },
        { ...context, deadlineAt: performance.now() + 5_000 },
        signal,
      ),
    ).rejects.toMatchObject({
      code: 'JURISDICTION_UNAVAILABLE',
      retryable: true,
      retryAfter: expect.any(Number),
    });
    expect(stateOf('43').refused).toEqual({ breaker: 1, busy: 0 });
  });

  it('takes errors about entities as answers', async () => {
    const { places, ask, stateOf } = await open();
    places.behave('43', (response) =>
      response
        .writeHead(200, HEAD)
        .end(
          '{"errors":[{"message":"m","extensions":{"code":"JURISDICTION_UNAVAILABLE"}}],"data":{"a":null}}',
        ),
    );

    for (let n = 0; n < 25; n++) expect(await ask('43')).toEqual({ a: null });

    expect(stateOf('43').breakers.reads).toBe('closed');
  });

  it.each([400, 403, 404, 413])('takes a page with status %i as a word about the request', async (status) => {
    const { places, ask, stateOf } = await open();
    places.behave('43', (response) =>
      response.writeHead(status, { 'content-type': 'text/html' }).end('<p>request entity too large</p>'),
    );

    for (let n = 0; n < 12; n++) expect(await ask('43')).toBe('JURISDICTION_BAD_RESPONSE');

    expect(stateOf('43').breakers.reads).toBe('closed');
  });

  it('opens after ten answers of a proxy that had no answer in time', async () => {
    const { places, ask, stateOf } = await open();
    places.behave('43', (response) => response.writeHead(408).end());

    for (let n = 0; n < 10; n++) await ask('43');

    expect(stateOf('43').breakers.reads).toBe('open');
  });

  it.each([
    ['nothing from clients who leave, however late', new Error('the client went away'), 'closed'],
    ['from deadlines', new TongbanError('DEADLINE_EXCEEDED', 'The request ran out of time'), 'open'],
  ])('learns %s', async (_, reason, state) => {
    // An endpoint had its fair time after 90 ms; it has no limit of its own.
    const { places, ask, client } = await open({ jurisdictionTimeoutMs: 100 });
    const [fair, leaving] = [100, new AbortController()];
    setMaxListeners(0, leaving.signal);
    places.behave('43', () => undefined);
    const asked = Array.from({ length: 12 }, (__, n) =>
      ask('43', { jurisdiction: null, variables: { n }, signal: leaving.signal }),
    );
    await expect.poll(() => places.bodies('43')).toHaveLength(12);
    const arrived = performance.now();
    await expect.poll(() => performance.now() - arrived).toBeGreaterThan(fair);

    leaving.abort(reason);
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['DEADLINE_EXCEEDED']));

    const known = [...client.endpoints()].map(({ breakers }) => breakers.reads);
    expect(known).toEqual([state]);
  });

  it('learns nothing from clients who leave early', async () => {
    const { places, ask, stateOf } = await open();
    places.behave('43', () => undefined);

    for (let n = 0; n < 12; n++) {
      const leaving = new AbortController();
      const asked = ask('43', { signal: leaving.signal });
      await expect.poll(() => places.bodies('43'), { interval: 5 }).toHaveLength(n + 1);
      leaving.abort();
      expect(await asked).toBe('DEADLINE_EXCEEDED');
      await setImmediate();
    }

    expect(stateOf('43').breakers.reads).toBe('closed');
  });
});

describe('a flapping province', () => {
  it('gets a tenth more reads at most, and no write twice', async () => {
    const { places, ask, stateOf } = await open();
    let isUp = true;
    places.behave('43', (response, request, body) => {
      if (isUp || body.includes('warm')) answer(response, request, body);
      else request.socket.destroy();
    });
    const seen = { reads: 0, writes: 0 };

    for (let round = 0; round < 60; round++) {
      isUp = round % 3 !== 2;
      const reads = Array.from({ length: 4 }, (_, n) => ask('43', { variables: { round, n } }));
      const write = ask('43', { query: `mutation{m${round}:a}`, operation: 'root' });
      seen.reads += (await Promise.all(reads)).filter((data) => typeof data === 'object').length;
      if (typeof (await write) === 'object') seen.writes++;
    }

    const bodies = places.bodies('43');
    const writes = bodies.filter((body) => body.includes('mutation'));
    expect(new Set(writes).size).toBe(writes.length);
    const reads = bodies.filter((body) => !body.includes('mutation'));
    const distinct = new Set(reads).size;
    expect(reads.length - distinct).toBe(stateOf('43').retries);
    expect(stateOf('43').retries).toBeGreaterThan(0);
    expect(reads.length).toBeLessThanOrEqual(distinct * 1.1 + 1);
    expect(seen.reads).toBeGreaterThan(0);
    expect(seen.writes).toBeGreaterThan(0);
  });
});
