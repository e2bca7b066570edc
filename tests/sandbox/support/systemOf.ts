import type { Sandbox } from '../../../sandbox/startSandbox.ts';

/** The running system of this id; fails the test when there is none. */
export function systemOf(sandbox: Sandbox, id: string): Sandbox['systems'][number] {
  const found = sandbox.systems.find((system) => system.id === id);
  if (found === undefined) throw new Error(`no system ${id}`);
  return found;
}
