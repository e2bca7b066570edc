import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { PlanningThread } from '../../../../gateway/plan/aside/PlanningThread.ts';
import { composeTest } from '../../../support/composeTest.ts';
import { costlyQuery, costlyWorld } from './costlyWorld.ts';

// What `npm test` has compiled: no thread can load the sources.
const program = pathToFileURL(
  join(import.meta.dirname, '../../../../dist/gateway/plan/aside/planningProgram.js'),
);
const supergraphSdl = composeTest(Object.entries(costlyWorld).map(([name, { sdl }]) => ({ name, sdl })));
const job = (text: string, mostMs = 60_000) => ({ text, labels: [], mostMs });

it('says of an operation that it is too costly, or why it failed, and goes on with the next one', async () => {
  // The thread would only be ended long after.
  const thread = new PlanningThread(supergraphSdl, { program, graceMs: 60_000 });
  const [costly, broken, plain] = await Promise.allSettled([
    thread.plan(job(costlyQuery(16), 50)),
    thread.plan(job('{ t {')),
    thread.plan(job('{ t { id } }')),
  ]);

  expect(costly).toMatchObject({
    reason: {
      code: 'OPERATION_TOO_COSTLY',
      message: 'The operation is too costly to plan: that takes longer than 50 ms',
    },
  });
  expect(broken).toEqual({
    status: 'rejected',
    reason: new Error('Syntax Error: Expected Name, found <EOF>.'),
  });
  expect(plain).toMatchObject({ value: { plan: { kind: 'QueryPlan' } } });
});
