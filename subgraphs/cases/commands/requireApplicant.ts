import type { CaseChannel } from '../../../domain/cases/caseChannel.ts';
import type { Actor } from '../Actor.ts';
import type { CaseCaller } from '../CaseCaller.ts';
import type { FoundCase } from '../storage/findCase.ts';
import { requireOwner } from './requireOwner.ts';

/** Of cases that an office hands in for people; all others are in their own hands. */
const OFFICE_CHANNELS: ReadonlySet<CaseChannel> = new Set(['COUNTER', 'KIOSK', 'POST']);

/**
 * The applicant or the agent of a case; or a clerk of the accepting place on their behalf, where it was handed in at an office.
 *
 * @throws {TongbanError} FORBIDDEN for anybody else.
 */
export async function requireApplicant(caller: CaseCaller, found: FoundCase): Promise<Actor> {
  const { channel, divisions } = found.record;
  const office = caller.officeFor(divisions.ACCEPTING);
  if (office === null || !OFFICE_CHANNELS.has(channel) || (await caller.takesPart(found.parties)))
    return requireOwner(caller, found);
  return caller.actor('CLERK', office);
}
