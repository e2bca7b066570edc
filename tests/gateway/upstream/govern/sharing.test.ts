import { describe, expect, it } from 'vitest';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import type { RequestPriority } from '../../../../gateway/upstream/govern/RequestPriority.ts';
import { answer, type Behaviour } from './support/Places.ts';
import { withPlaces } from './support/withPlaces.ts';

const open = withPlaces();

const CALLER: CallContextCaller = {
  issuer: 'https://identity.example',
  subject: 's1',
  portal: 'p',
  scopes: ['read'],
  purpose: 'self',
};

/** Answers what was asked only when it is told to. */
function held() {
  const waiting: (() => void)[] = [];
  const behaviour: Behaviour = (...request) => void waiting.push(() => answer(...request));
  const release = () => {
    for (const go of waiting.splice(0)) go();
  };
  return { behaviour, waiting, release };
}

describe('equal reads at the same time', () => {
  it('are one call, whose answer each has for itself', async () => {
    const { places, ask, stateOf } = await open();
    const { behaviour, release } = held();
    places.behave('43', behaviour);

    const asked = Array.from({ length: 20 }, () => ask('43', { context: { caller: { ...CALLER } } }));
    await expect.poll(() => places.bodies('43')).toHaveLength(1);
    release();
    const answers = await Promise.all(asked);

    expect(answers).toEqual(answers.map(() => ({ a: 1 })));
    expect(new Set(answers).size).toBe(20);
    expect(places.bodies('43')).toHaveLength(1);
    expect(stateOf('43')).toMatchObject({ joined: 19, inFlight: 0 });
  });

  it.each([
    ['persons', { context: { caller: { ...CALLER, subject: 's2' } } }],
    ['issuers', { context: { caller: { ...CALLER, issuer: 'https://other.example' } } }],
    ['portals', { context: { caller: { ...CALLER, portal: 'q' } } }],
    ['purposes', { context: { caller: { ...CALLER, purpose: 'item' } } }],
    ['rights (more of them)', { context: { caller: { ...CALLER, scopes: ['read', 'clerk'] } } }],
    ['rights (as many)', { context: { caller: { ...CALLER, scopes: ['clerk'] } } }],
    ['strangers', { context: { caller: null } }],
    ['variables', { variables: { v: 1 }, context: { caller: CALLER } }],
    ['texts', { query: 'query{b}', context: { caller: CALLER } }],
    ['events', { context: { caller: CALLER, isEvent: true } }],
    ['writes', { query: 'mutation{a}', context: { caller: CALLER } }],
  ] as const)('are not what other %s ask', async (_, other) => {
    const { places, ask } = await open();
    const { behaviour, release } = held();
    places.behave('43', behaviour);

    const asked = [ask('43', { context: { caller: CALLER } }), ask('43', other)];
    await expect.poll(() => places.bodies('43')).toHaveLength(2);
    release();

    expect(await Promise.all(asked)).toEqual([{ a: 1 }, { a: 1 }]);
  });

  it('are two where a write has ended in between: the first does not know of it', async () => {
    const { places, ask } = await open();
    const { behaviour, release } = held();
    places.behave('43', behaviour);

    const before = ask('43');
    await expect.poll(() => places.bodies('43')).toHaveLength(1);
    places.behave('44', answer);
    await ask('44', { query: 'mutation{a}' });
    const after = ask('43');
    await expect.poll(() => places.bodies('43')).toHaveLength(2);
    release();

    expect(await Promise.all([before, after])).toEqual([{ a: 1 }, { a: 1 }]);
  });

  it.each([
    ['do not share a call that ends before they would alone', 60_000, 5_000, 20_000, 2],
    ['share a call that lasts as long as they do', 60_000, 20_000, 5_000, 1],
    ['share a call that ends a little before they would alone', 60_000, 20_000, 21_000, 1],
    ["share a call that the place's own limit ends before them all", 3_000, 5_000, 20_000, 1],
  ])('%s', async (_, jurisdictionTimeoutMs, first, second, calls) => {
    const { places, ask } = await open({ jurisdictionTimeoutMs });
    const { behaviour, waiting, release } = held();
    places.behave('43', behaviour);
    const now = performance.now();

    const asked = [first, second].map((ms) => ask('43', { context: { deadlineAt: now + ms } }));
    await expect.poll(() => waiting).toHaveLength(calls);
    release();

    expect(await Promise.all(asked)).toEqual([{ a: 1 }, { a: 1 }]);
    expect(places.bodies('43')).toHaveLength(calls);
  });

  it('do not wait behind others for a less urgent one, but share it once it is sent', async () => {
    const { places, ask, stateOf } = await open({ leastInFlight: 1, mostInFlight: 1, mostWaiting: 2 });
    const { behaviour, waiting, release } = held();
    places.behave('43', behaviour);
    const priority = (name: RequestPriority) => ({ context: { priority: () => name } });
    const first = ask('43', { variables: { n: 0 }, ...priority('export') });
    await expect.poll(() => waiting).toHaveLength(1);

    const sent = ask('43', { variables: { n: 0 }, ...priority('read') });
    const put = ask('43', priority('export'));
    const read = ask('43', priority('read'));
    const list = ask('43', { query: 'query{l}', ...priority('list') });
    const joined = ask('43', priority('list'));
    expect(await put).toBe('JURISDICTION_BUSY');
    expect(stateOf('43')).toMatchObject({ joined: 2, waiting: 2 });
    places.behave('43', answer);
    release();

    expect(await Promise.all([first, sent, read, list, joined])).toEqual(Array(5).fill({ a: 1 }));
    expect(places.bodies('43')).toHaveLength(3);
  });

  it('outlive the one that asked first, and end with the last', async () => {
    const { places, ask, stateOf } = await open();
    const { behaviour, waiting, release } = held();
    places.behave('43', behaviour);
    const [first, third] = [new AbortController(), new AbortController()];

    const asked = [
      ask('43', { signal: first.signal }),
      ask('43', { context: { deadlineAt: performance.now() + 30 } }),
      ask('43', { signal: third.signal }),
      ask('43'),
    ];
    await expect.poll(() => waiting).toHaveLength(1);
    first.abort();
    third.abort();
    expect(await Promise.all(asked.slice(0, 3))).toEqual(asked.slice(0, 3).map(() => 'DEADLINE_EXCEEDED'));
    expect(stateOf('43').inFlight).toBe(1);
    release();
    expect(await asked[3]).toEqual({ a: 1 });

    const last = new AbortController();
    const left = [ask('43', { signal: last.signal }), ask('43', { signal: last.signal })];
    await expect.poll(() => places.open).toBe(1);
    last.abort();
    await Promise.all(left);
    await expect.poll(() => places.open).toBe(0);
    expect(stateOf('43').inFlight).toBe(0);
  });

  it('can be left apart', async () => {
    const { places, ask } = await open({ joinReads: false });

    await Promise.all([ask('43'), ask('43')]);

    expect(places.bodies('43')).toHaveLength(2);
  });
});

describe('a hedged read', () => {
  /** Answers at once, but for the reads whose body says otherwise: those answer the second time. */
  const slowOnce = () => {
    const seen = new Set<string>();
    const behaviour: Behaviour = (response, request, body) => {
      if (!body.includes('slow') || seen.has(body)) answer(response, request, body);
      seen.add(body);
    };
    return behaviour;
  };
  const warmUp = async (ask: (place: string, question: object) => Promise<unknown>, count: number) => {
    for (let n = 0; n < count; n++) await ask('43', { variables: { n } });
  };

  it('is sent a second time after the p95; the first answer counts and the other attempt ends', async () => {
    const { places, ask, stateOf } = await open({ hedged: ['funds'] });
    places.behave('43', slowOnce());
    await warmUp(ask, 40);

    const { hedges } = stateOf('43');
    expect(await ask('43', { query: 'query{slow}' })).toEqual({ a: 1 });

    expect(places.bodies('43').filter((body) => body.includes('slow'))).toHaveLength(2);
    expect(stateOf('43')).toMatchObject({ hedges: hedges + 1, retries: 0, inFlight: 0 });
    await expect.poll(() => places.open).toBe(0);
  });

  it('goes on with the other attempt where one is lost, and gives back the place of that one', async () => {
    const { places, ask, stateOf } = await open({ hedged: ['funds'] });
    await warmUp(ask, 40);
    const attempts: (readonly [lose: () => void, go: () => void])[] = [];
    places.behave('43', (...request) =>
      attempts.push([() => request[0].destroy(), () => answer(...request)]),
    );

    const asked = ask('43', { query: 'query{slow}' });
    await expect.poll(() => attempts).toHaveLength(2);
    attempts[0]?.[0]();
    await expect.poll(() => stateOf('43').inFlight).toBe(1);
    attempts[1]?.[1]();

    expect(await asked).toEqual({ a: 1 });
    expect(stateOf('43')).toMatchObject({ retries: 0, inFlight: 0 });
  });

  it('shares the budget of retries: a tenth of all reads at most', async () => {
    const { places, ask, stateOf } = await open({ hedged: ['funds'] });
    await warmUp(ask, 60);
    places.behave('43', (response, request, body) => setTimeout(answer, 60, response, request, body));

    await Promise.all(Array.from({ length: 40 }, (_, n) => ask('43', { query: `query{slow${n}}` })));

    const { hedges } = stateOf('43');
    expect(hedges).toBeGreaterThan(0);
    expect(hedges).toBeLessThanOrEqual(11);
    expect(places.bodies('43').length).toBeLessThanOrEqual(100 + hedges);
  });

  it.each([
    ['a write', ['funds'], 'mutation{slow}'],
    ['a read of another subgraph', ['people'], 'query{slow}'],
  ])('is never %s', async (_, hedged, query) => {
    const { places, ask, stateOf } = await open({ hedged });
    places.behave('43', slowOnce());
    await warmUp(ask, 40);

    const { hedges } = stateOf('43');
    const answered = await ask('43', { query, context: { deadlineAt: performance.now() + 300 } });

    expect(answered).toBe('DEADLINE_EXCEEDED');
    expect(stateOf('43').hedges).toBe(hedges);
    // None where this process, which is both ends, is held up until the deadline.
    expect(places.bodies('43').filter((body) => body.includes('slow')).length).toBeLessThanOrEqual(1);
  });
});

describe('a read that is told to come again at once', () => {
  const busyOnce = (retryAfter: string) => {
    let count = 0;
    const behaviour: Behaviour = (response, request, body) => {
      if (++count > 1) answer(response, request, body);
      else response.writeHead(503, { 'retry-after': retryAfter }).end();
    };
    return behaviour;
  };

  it.each([
    ['comes once more', '0', 'query{a}', 2, { a: 1 }],
    ['does not where it shall wait', '1', 'query{a}', 1, 'JURISDICTION_BAD_RESPONSE'],
    ['does not where it is a write', '0', 'mutation{a}', 1, 'JURISDICTION_BAD_RESPONSE'],
  ])('%s', async (_, retryAfter, query, times, expected) => {
    const { places, ask } = await open();
    places.behave('43', busyOnce(retryAfter));

    expect(await ask('43', { query })).toEqual(expected);
    expect(places.bodies('43')).toHaveLength(times);
  });
});
