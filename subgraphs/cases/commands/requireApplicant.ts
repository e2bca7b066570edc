import type { Actor } from '../Actor.ts';
import type { CaseCaller } from '../CaseCaller.ts';
import type { FoundCase } from '../storage/findCase.ts';
import { requireOwner } from './requireOwner.ts';

/**
 * The applicant or the agent of a case, or a clerk of the accepting place on their behalf.
 *
 * @throws {TongbanError} FORBIDDEN for anybody else.
 */
export async function requireApplicant(caller: CaseCaller, found: FoundCase): Promise<Actor> {
  const office = caller.officeFor(found.record.divisions.ACCEPTING);
  return office === null ? requireOwner(caller, found) : caller.actor('CLERK', office);
}
