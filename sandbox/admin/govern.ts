import type { RunningSystem } from '../server/RunningSystem.ts';
import { AdminRefusal } from './AdminRefusal.ts';

/**
 * Does something to a system.
 *
 * @throws {AdminRefusal} 404 where there is none, 400 with the message of a RangeError of the route.
 */
export async function govern(
  system: RunningSystem | undefined,
  id: string,
  route: (system: RunningSystem) => unknown,
): Promise<unknown> {
  if (system === undefined) throw new AdminRefusal(404, `there is no system ${id}`);
  try {
    return await route(system);
  } catch (failure) {
    throw failure instanceof RangeError ? new AdminRefusal(400, failure.message) : failure;
  }
}
