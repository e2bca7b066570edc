import { describe, expect, it } from 'vitest';
import { answer, type Behaviour } from './support/Places.ts';
import { withPlaces } from './support/withPlaces.ts';

const open = withPlaces();

const OUT_OF_TIME =
  '{"data":{"_entities":[{"a":1},null]},"errors":[{"message":"x","path":["_entities",1],"extensions":{"code":"DEADLINE_EXCEEDED"}}]}';
const sayOutOfTime: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(OUT_OF_TIME);
};

describe('an endpoint is told', () => {
  const limit = 10_000;
  it.each([
    ['its own limit, where the request has more time', '43', 20_000, limit],
    ['what is left of the request, where that is less', '43', 6_000, 6_000],
    ['what is left of the request, where it has no limit', null, 20_000, 20_000],
  ])('%s', async (_, jurisdiction, untilDeadline, told) => {
    const { places, ask } = await open({ jurisdictionTimeoutMs: limit });
    let budgetMs = 0;
    places.behave('43', (response, request, body) => {
      budgetMs = Number(request.headers['tongban-budget-ms']);
      answer(response, request, body);
    });
    const before = performance.now();

    await ask('43', { jurisdiction, context: { deadlineAt: before + untilDeadline } });

    const took = performance.now() - before;
    expect(budgetMs).toBeLessThanOrEqual(told);
    expect(budgetMs).toBeGreaterThanOrEqual(Math.floor(told - took));
  });
});

describe('a place that stops by itself when its time is over', () => {
  it('was as slow as one that is given up: after ten such answers it is not asked', async () => {
    // It had its fair time after a second.
    const { places, ask, stateOf } = await open();
    const held: (() => void)[] = [];
    places.behave('43', (...request) => held.push(() => sayOutOfTime(...request)));
    const asked = Array.from({ length: 10 }, (__, n) => ask('43', { variables: { n } }));
    await expect.poll(() => held).toHaveLength(10);
    const arrived = performance.now();
    await expect.poll(() => performance.now() - arrived).toBeGreaterThan(1_000);

    for (const release of held) release();

    // What it had found by then is not lost.
    expect(await Promise.all(asked)).toEqual(asked.map(() => ({ _entities: [{ a: 1 }, null] })));
    expect(stateOf('43').breakers).toEqual({ reads: 'open', writes: 'closed' });
  });

  it('says nothing against itself where it had no time', async () => {
    const { places, ask, stateOf } = await open();
    places.behave('43', sayOutOfTime);

    for (let n = 0; n < 12; n++) await ask('43');

    expect(stateOf('43').breakers.reads).toBe('closed');
  });
});
