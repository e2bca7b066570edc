import { lacksConsent } from '../../../domain/cases/lacksConsent.ts';
import { OWNER_ROLES } from '../../../domain/cases/ownerRoles.ts';
import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Actor } from '../Actor.ts';
import type { CaseCaller } from '../CaseCaller.ts';
import type { FoundCase } from '../storage/findCase.ts';

/** The applicant or the agent of a case. @throws {TongbanError} FORBIDDEN for anybody else. */
export async function requireOwner(
  caller: CaseCaller,
  { record, parties, invited, revokedAgent }: FoundCase,
): Promise<Actor> {
  const self = await caller.findSelf();
  // An agent who was invited acts once all have consented; one with a mandate at once, until it is revoked.
  const isAsked = lacksConsent(record.state) && invited.some(({ holderId }) => holderId === self);
  const isBarred = isAsked || (self !== null && self === revokedAgent);
  const roles: readonly PartyRole[] = isBarred ? ['APPLICANT'] : OWNER_ROLES;
  const isOwn = parties.some(({ role, holderId }) => holderId === self && roles.includes(role));
  if (isOwn) return caller.actor('CITIZEN', null);
  throw new TongbanError('FORBIDDEN', 'Only the applicant or the agent may do this');
}
