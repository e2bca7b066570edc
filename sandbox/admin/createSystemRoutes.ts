import { z } from 'zod';
import { fault } from '../faults/Fault.ts';
import type { PushQueue } from '../pushes/PushQueue.ts';
import type { RunningSystem } from '../server/RunningSystem.ts';
import { govern } from './govern.ts';
import { readBody } from './readBody.ts';
import { systemRow } from './systemRow.ts';

/** What is done to one system; the answer is written after it. */
type SystemRoute = (system: RunningSystem, body: Buffer) => unknown;

const callback = z.strictObject({ url: z.url({ protocol: /^(http|tcp)$/ }).nullable() });

const setFault = async (system: RunningSystem, to: z.infer<typeof fault> | null) => {
  await system.setFault(to);
  return systemRow(system);
};

const run = async (system: RunningSystem) => {
  if (system.run === undefined)
    throw new RangeError(`${system.dialect.name} answers calls, it makes no runs`);
  await system.run();
  return systemRow(system);
};

const ROUTES: ReadonlyMap<string, SystemRoute> = new Map<string, SystemRoute>([
  ['PUT fault', (system, body) => setFault(system, readBody(fault, body))],
  ['DELETE fault', (system) => setFault(system, null)],
  ['POST run', run],
  ['GET callback', (system) => pushesOf(system).state],
  [
    'PUT callback',
    (system, body) => {
      const pushes = pushesOf(system);
      system.setCallback?.(readBody(callback, body).url);
      return pushes.state;
    },
  ],
  [
    'POST pushes/pause',
    (system) => {
      pushesOf(system).pause();
      return pushesOf(system).state;
    },
  ],
  [
    'POST pushes/resume',
    (system) => {
      pushesOf(system).resume();
      return pushesOf(system).state;
    },
  ],
]);

/**
 * What the admin port understands about single systems: `/systems/{department}/{jurisdiction}/…` (faults of its answers
 * and messages, where it calls, whether it holds its messages back, one run now).
 *
 * @returns a function that gives the JSON answer, `null` for a path or method that is not among them, or rejects with
 *   an AdminRefusal.
 */
export function createSystemRoutes(
  systems: readonly RunningSystem[],
): (method: string, path: string, body: Buffer) => Promise<unknown> | null {
  const byId = new Map(systems.map((system) => [system.id, system]));

  return (method, path, body) => {
    const [, id = '', rest = ''] = /^\/systems\/([a-z-]+\/\d{6})\/([a-z/]+)$/.exec(path) ?? [];
    const route = ROUTES.get(`${method} ${rest}`);
    return route === undefined ? null : govern(byId.get(id), id, (system) => route(system, body));
  };
}

/** @throws {RangeError} for a system that only answers. */
function pushesOf({ pushes, dialect }: RunningSystem): PushQueue {
  if (pushes === null || pushes === undefined) throw new RangeError(`${dialect.name} calls nobody`);
  return pushes;
}
