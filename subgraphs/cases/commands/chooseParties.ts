import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Party } from '../CaseRecord.ts';
import type { Handling } from '../client/CatalogClient.ts';
import type { PartyInput } from '../resolvers.generated.ts';
import type { CommandTools } from './CommandTools.ts';

const MAX_PARTIES = 10;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface PartyChoice {
  readonly given: readonly PartyInput[] | null;
  /** What the item wants; `null` where the catalogue does not say. */
  readonly roles: Handling['partyRoles'];
  readonly divisions: { readonly ACCEPTING: DivisionCode; readonly OWNING: DivisionCode };
}

/**
 * Who takes part in a case. A citizen is its applicant or its agent; a clerk of the accepting place hands in for anybody.
 *
 * @throws {TongbanError} BAD_USER_INPUT for parties that the item does not have or lacks; FORBIDDEN for a citizen who is
 *   neither; NOT_FOUND for somebody who is not known.
 */
export async function chooseParties(
  { given, roles, divisions }: PartyChoice,
  { caller, services, signal }: CommandTools,
): Promise<readonly Party[]> {
  const isClerk = caller.officeFor(divisions.ACCEPTING) !== null;
  const self = isClerk ? null : await caller.findSelf();
  if (!isClerk && self === null)
    throw new TongbanError('NOT_FOUND', 'The token belongs to nobody who is known here');
  const parties =
    given === null && self !== null ? [{ role: 'APPLICANT' as const, holderId: self }] : (given ?? []);
  requireShape(parties, roles);
  const isOwn = parties.some(
    ({ role, holderId }) => holderId === self && (role === 'APPLICANT' || role === 'AGENT'),
  );
  if (!isClerk && !isOwn)
    throw new TongbanError('FORBIDDEN', 'The caller must be the applicant or the agent of the case');
  const others = [...new Set(parties.map(({ holderId }) => holderId))].filter((id) => id !== self);
  if (others.length > 0)
    await services.people.sealFor(divisions.OWNING, others, { requestId: caller.requestId, signal });
  return parties;
}

function requireShape(parties: readonly Party[], roles: Handling['partyRoles']): void {
  if (parties.length > MAX_PARTIES || parties.some(({ holderId }) => !UUID.test(holderId)))
    throw bad(`must be at most ${MAX_PARTIES}, each with the id of a holder`);
  const given = parties.map(({ role }) => role);
  if (given.filter((role) => role === 'APPLICANT').length !== 1) throw bad('must have exactly one APPLICANT');
  if (roles === null) return;
  const missing = roles.required.filter((role) => !given.includes(role));
  if (missing.length > 0) throw bad(`lacks ${missing.join(', ')}`);
  const foreign = given.filter((role) => !roles.allowed.includes(role) && role !== 'AGENT');
  if (foreign.length > 0) throw bad(`has ${foreign.join(', ')}, which the item does not have`);
}

const bad = (problem: string): TongbanError => new TongbanError('BAD_USER_INPUT', `input.parties ${problem}`);
