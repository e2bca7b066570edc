import { QueryPlanner } from '@apollo/query-planner';
import { afterEach, expect, it, vi } from 'vitest';
import { compareEvents } from './differential/compareEvents.ts';
import { GeneratedFederation } from './differential/GeneratedFederation.ts';

afterEach(() => vi.restoreAllMocks());

it('tells of subscriptions over which the planner ends, and goes on', async () => {
  const federation = GeneratedFederation.draw(85);
  vi.spyOn(QueryPlanner.prototype, 'buildQueryPlan').mockImplementation(() => {
    throw new Error('no more');
  });

  const { events, differences } = await compareEvents(federation, 85, 2);

  expect(events).toBe(6);
  expect(differences.map(({ index, ours }) => ({ index, ours }))).toEqual(
    [0, 1].map((index) => ({ index, ours: [{ errors: [{ message: 'Error: no more' }] }] })),
  );
  await federation.close();
});
