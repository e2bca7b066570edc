import { GuardedSystem } from '../../../adapters/transport/GuardedSystem.ts';
import type { GuardLimits } from '../../../adapters/transport/guardLimits.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { FakeClock } from './FakeClock.ts';

/** A guarded system of one place, with its clock and the states its breakers went through. */
export function createGuardedSystem(limits: Partial<GuardLimits> = {}) {
  const clock = new FakeClock();
  const changes: string[] = [];
  const system = new GuardedSystem({
    jurisdiction: parseDivisionCode('43'),
    limits,
    clock,
    random: () => 0.5,
    onStateChange: (operation, state) => changes.push(`${operation} ${state}`),
  });
  return { clock, changes, system };
}
