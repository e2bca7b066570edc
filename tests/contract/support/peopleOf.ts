import type { WorldHolder } from '../../../sandbox/world/WorldHolder.ts';
import { DIALECTS, type Dialect } from './dialects.ts';
import { theWorld } from './theWorld.ts';

/** Whom the system of a place holds something about, companies last. */
export function peopleOf(dialect: Dialect, jurisdiction: string): readonly WorldHolder[] {
  const { department } = DIALECTS[dialect];
  return theWorld.holders.filter(({ holdings }) => holdings[department].includes(jurisdiction));
}
