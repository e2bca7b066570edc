import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Actor } from '../Actor.ts';
import type { CaseCaller } from '../CaseCaller.ts';
import type { FoundCase } from '../storage/findCase.ts';

/** The applicant or the agent of a case. @throws {TongbanError} FORBIDDEN for anybody else. */
export async function requireOwner(caller: CaseCaller, { parties }: FoundCase): Promise<Actor> {
  const self = await caller.findSelf();
  const isOwn = parties.some(
    ({ role, holderId }) => holderId === self && (role === 'APPLICANT' || role === 'AGENT'),
  );
  if (isOwn) return caller.actor('CITIZEN', null);
  throw new TongbanError('FORBIDDEN', 'Only the applicant or the agent may do this');
}
