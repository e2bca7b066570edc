import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { createGeneration } from '../../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../../support/composeTest.ts';
import { costlyWorld, wideQuery } from './costlyWorld.ts';

const PROGRAM = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', () => { for (;;); });
  parentPort.postMessage({ kind: 'ready' });
`;
const program = new URL(`data:text/javascript,${encodeURIComponent(PROGRAM)}`);
const supergraphSdl = composeTest(Object.entries(costlyWorld).map(([name, { sdl }]) => ({ name, sdl })));

it('plans an operation for as long as one of its clients is there, where its supergraph was replaced', async () => {
  const generation = createGeneration(supergraphSdl, 10, {}, { mostMs: () => 600_000, program });
  const text = wideQuery('a');
  const clients = [new AbortController(), new AbortController()];
  const order: string[] = [];
  const planning = clients.map(({ signal }) =>
    generation.prepare(parse(text), text, undefined, null, signal).catch((error: unknown) => {
      order.push('given up');
      return error;
    }),
  );
  generation.setInUse(false);
  clients[0]?.abort();
  await new Promise(setImmediate);
  order.push('one has left');
  clients[1]?.abort();

  expect(await Promise.all(planning)).toMatchObject(clients.map(() => ({ code: 'DEADLINE_EXCEEDED' })));
  expect(order).toEqual(['one has left', 'given up', 'given up']);
});
