import { describe, expect, it } from 'vitest';
import { ConcurrencyLimit } from '../../../../gateway/upstream/govern/ConcurrencyLimit.ts';
import { LatencyQuantile } from '../../../../gateway/upstream/govern/LatencyQuantile.ts';
import type { RequestPriority } from '../../../../gateway/upstream/govern/RequestPriority.ts';
import { answer } from './support/Places.ts';
import { withPlaces } from './support/withPlaces.ts';

const open = withPlaces();

describe('a limit of calls at one time', () => {
  /** An endpoint that works on `capacity` calls at a time for 10 ms each; what is more queues up at its side. */
  function load(limit: ConcurrencyLimit, capacity: number, from: number, seconds: number): void {
    for (let at = from; at < from + seconds * 1_000; at += 10) {
      const inFlight = limit.value;
      for (let call = 0; call < capacity; call++) {
        limit.answered(10 * Math.max(1, inFlight / capacity), inFlight, at);
      }
    }
  }

  it('stays where it is while the endpoint keeps its pace, or is hardly used', () => {
    const limit = new ConcurrencyLimit(4, 64);
    load(limit, 64, 0, 20);
    expect(limit.value).toBe(64);
    for (let at = 20_000; at < 25_000; at += 10) limit.answered(at % 500, 3, at);
    expect(limit.value).toBe(64);
  });

  it('falls when the endpoint can do less than before, and rises when it can again', () => {
    const limit = new ConcurrencyLimit(4, 64);
    load(limit, 64, 0, 20);

    load(limit, 8, 20_000, 4);
    expect(limit.value).toBeLessThan(40);
    load(limit, 64, 24_000, 20);
    expect(limit.value).toBe(64);
  });

  it('falls fast where calls are not answered at all, to the least, and comes back', () => {
    const limit = new ConcurrencyLimit(4, 64);
    for (let at = 0; at < 3_000; at += 10) limit.lost(limit.value, at);
    expect(limit.value).toBe(4);

    load(limit, 64, 3_000, 20);
    expect(limit.value).toBe(64);
  });

  it('falls where an endpoint says that it is asked too much', async () => {
    const { places, ask, stateOf } = await open({ leastInFlight: 4, mostInFlight: 64 });
    places.behave('43', (response) => response.writeHead(429).end());

    for (let n = 0; n < 10; n++) await ask('43');

    expect(stateOf('43')).toMatchObject({ limit: 38, breakers: { reads: 'closed' } });
  });

  it('is not moved by a few that are lost among many', () => {
    const limit = new ConcurrencyLimit(4, 64);
    for (let at = 0; at < 10_000; at += 10) {
      if (at % 200 === 0) limit.lost(60, at);
      else limit.answered(10, 60, at);
    }
    expect(limit.value).toBe(64);
  });
});

it('the share of slow calls is known within a fifth once there are twenty', () => {
  const latency = new LatencyQuantile();
  for (let ms = 1; ms < 20; ms++) latency.note(ms);
  expect(latency.quantile(0.95)).toBeUndefined();
  for (let round = 0; round < 50; round++) for (let ms = 1; ms <= 100; ms++) latency.note(ms);
  expect(latency.quantile(0.95)).toBeGreaterThan(90);
  expect(latency.quantile(0.95)).toBeLessThan(115);
});

describe('where calls have to wait for their turn', () => {
  const priority = (name: RequestPriority) => ({ priority: () => name });

  it('commands and small reads go before lists, lists before exports, and each first come, first served', async () => {
    const { places, ask, stateOf } = await open({ leastInFlight: 1, mostInFlight: 1 });
    let release: (() => void) | undefined;
    places.behave('43', (...request) => {
      places.behave('43', answer);
      release = () => answer(...request);
    });
    const first = ask('43', { query: 'query{first}' });
    await expect.poll(() => places.bodies('43')).toHaveLength(1);

    const asked = [
      ask('43', { query: 'query{e}', context: priority('export') }),
      ask('43', { query: 'query{l1}', context: priority('list') }),
      ask('43', { query: 'query{l2}', context: priority('list') }),
      ask('43', { query: 'query{r1}', context: priority('read') }),
      ask('43', { query: 'mutation{w}', context: priority('export') }),
      ask('43', { query: 'query{r2}' }),
    ];
    expect(stateOf('43')).toMatchObject({ waiting: 6, waits: { itself: 6, another: 0 } });
    release?.();
    await Promise.all([first, ...asked]);

    const order = places.bodies('43').map((body) => /\{(\w+)\}/.exec(body)?.[1]);
    expect(order).toEqual(['first', 'w', 'r1', 'r2', 'l1', 'l2', 'e']);
  });

  it('too many are refused, the least urgent first, and none waits longer than its time', async () => {
    const { places, ask, stateOf } = await open({
      ...{ leastInFlight: 1, mostInFlight: 1, mostWaiting: 2, waitMs: 200 },
    });
    places.behave('43', () => undefined);
    const leaving = new AbortController();
    const first = ask('43', { signal: leaving.signal });
    await expect.poll(() => places.bodies('43')).toHaveLength(1);

    const list = ask('43', { query: 'query{l}', context: priority('list') });
    const reads = [ask('43', { query: 'query{r}' }), ask('43', { query: 'query{s}' })];
    expect(await list).toBe('JURISDICTION_BUSY');
    expect(await ask('43', { query: 'query{t}' })).toBe('JURISDICTION_BUSY');
    expect(await Promise.all(reads)).toEqual(['JURISDICTION_BUSY', 'JURISDICTION_BUSY']);
    expect(stateOf('43')).toMatchObject({ waiting: 0, inFlight: 1, refused: { busy: 4, breaker: 0 } });
    leaving.abort();
    await first;
  });

  it('who leaves leaves the line, and nothing is sent that nobody waits for', async () => {
    const { places, ask, stateOf } = await open({ leastInFlight: 1, mostInFlight: 1 });
    const answers: (() => void)[] = [];
    places.behave('43', (...request) => void answers.push(() => answer(...request)));
    const leaving = new AbortController();
    const first = ask('43', { query: 'query{a}' });
    await expect.poll(() => answers).toHaveLength(1);
    const left = ask('43', { query: 'query{b}', signal: leaving.signal });
    const last = ask('43', { query: 'query{c}' });
    expect(stateOf('43').waiting).toBe(2);

    leaving.abort();
    expect([await left, stateOf('43').waiting]).toEqual(['DEADLINE_EXCEEDED', 1]);
    answers[0]?.();
    await expect.poll(() => answers).toHaveLength(2);
    answers[1]?.();

    expect(await Promise.all([first, last])).toEqual([{ a: 1 }, { a: 1 }]);
    expect(places.bodies('43').map((body) => /\{(\w)\}/.exec(body)?.[1])).toEqual(['a', 'c']);
    expect(stateOf('43')).toMatchObject({ inFlight: 0, waiting: 0 });
  });

  it('those that wait fail when the client is closed', async () => {
    const { places, ask, client } = await open({ leastInFlight: 1, mostInFlight: 1 });
    places.behave('43', () => undefined);
    const asked = Array.from({ length: 500 }, (_, n) => ask('43', { variables: { n } }));
    await expect.poll(() => places.bodies('43')).toHaveLength(1);

    await client.close();

    expect(new Set(await Promise.all(asked))).toEqual(new Set(['JURISDICTION_UNAVAILABLE']));
  });
});
