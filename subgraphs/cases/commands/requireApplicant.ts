import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Actor } from '../Actor.ts';
import type { CaseCaller } from '../CaseCaller.ts';
import type { FoundCase } from '../storage/findCase.ts';

/**
 * The applicant or the agent of a case, or a clerk of the accepting place on their behalf.
 *
 * @throws {TongbanError} FORBIDDEN for anybody else.
 */
export async function requireApplicant(caller: CaseCaller, { record, parties }: FoundCase): Promise<Actor> {
  const office = caller.officeFor(record.divisions.ACCEPTING);
  if (office !== null) return caller.actor('CLERK', office);
  const self = await caller.findSelf();
  const isOwn = parties.some(
    ({ role, holderId }) => holderId === self && (role === 'APPLICANT' || role === 'AGENT'),
  );
  if (isOwn) return caller.actor('CITIZEN', null);
  throw new TongbanError('FORBIDDEN', 'Only the applicant, the agent or the accepting place may do this');
}
