import { z } from 'zod';
import { fault } from '../faults/Fault.ts';
import type { SystemServer } from '../server/SystemServer.ts';
import { AdminRefusal } from './AdminRefusal.ts';
import { systemRow } from './systemRow.ts';

/** What is done to one system; the answer is written after it. */
type SystemRoute = (system: SystemServer, body: Buffer) => unknown;

const callback = z.strictObject({ url: z.url({ protocol: /^http$/ }).nullable() });

const setFault = async (system: SystemServer, to: z.infer<typeof fault> | null) => {
  await system.setFault(to);
  return systemRow(system);
};

const ROUTES: ReadonlyMap<string, SystemRoute> = new Map<string, SystemRoute>([
  ['PUT fault', (system, body) => setFault(system, read(fault, body))],
  ['DELETE fault', (system) => setFault(system, null)],
  ['GET callback', (system) => pushesOf(system).state],
  [
    'PUT callback',
    (system, body) => {
      system.setCallback(read(callback, body).url);
      return pushesOf(system).state;
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
 * and messages, where it calls, whether it holds its messages back).
 *
 * @returns a function that gives the JSON answer, `null` for a path or method that is not among them, or rejects with
 *   {@link AdminRefusal}.
 */
export function createSystemRoutes(
  systems: readonly SystemServer[],
): (method: string, path: string, body: Buffer) => Promise<unknown> | null {
  const byId = new Map(systems.map((system) => [system.id, system]));

  return (method, path, body) => {
    const [, id = '', rest = ''] = /^\/systems\/([a-z-]+\/\d{6})\/([a-z/]+)$/.exec(path) ?? [];
    const route = ROUTES.get(`${method} ${rest}`);
    return route === undefined ? null : govern(byId.get(id), id, (system) => route(system, body));
  };
}

async function govern(
  system: SystemServer | undefined,
  id: string,
  route: (system: SystemServer) => unknown,
): Promise<unknown> {
  if (system === undefined) throw new AdminRefusal(404, `there is no system ${id}`);
  try {
    return await route(system);
  } catch (failure) {
    throw failure instanceof RangeError ? new AdminRefusal(400, failure.message) : failure;
  }
}

/** @throws {RangeError} naming what is wrong with it. */
function read<T>(schema: z.ZodType<T>, body: Buffer): T {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new RangeError('the body is not JSON');
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new RangeError(z.prettifyError(result.error).replaceAll('\n', ' '));
  return result.data;
}

/** @throws {RangeError} for a system that only answers. */
function pushesOf({ pushes, dialect }: SystemServer): NonNullable<SystemServer['pushes']> {
  if (pushes === null) throw new RangeError(`${dialect.name} calls nobody`);
  return pushes;
}
