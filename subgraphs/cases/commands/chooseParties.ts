import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { isUuid } from '../../serving/isUuid.ts';
import type { Party } from '../CaseRecord.ts';
import type { Handling } from '../client/CatalogClient.ts';
import type { PartyInput } from '../resolvers.generated.ts';
import type { CommandTools } from './CommandTools.ts';

const MAX_PARTIES = 10;
/** Who cannot be asked: there is one applicant, and a newborn stands in the form. */
const NEVER_INVITED: ReadonlySet<Party['role']> = new Set(['APPLICANT', 'NEWBORN']);

export interface PartyChoice {
  /** By which the caller hands in for another. */
  readonly mandate: { readonly principal: string; readonly agent: string } | null;
  readonly given: readonly PartyInput[] | null;
  /** Roles of others, who are asked by an invitation. */
  readonly invited: readonly Party['role'][];
  /** What the item wants; `null` where the catalogue does not say. */
  readonly roles: Handling['partyRoles'];
  readonly divisions: { readonly ACCEPTING: DivisionCode; readonly OWNING: DivisionCode };
}

/**
 * Who takes part in a case. A citizen is its applicant, or hands in
 * by a mandate, and invites others, whom they cannot name; a clerk of the accepting
 * place hands in for anybody, and has seen the mandate of an agent (代办人) and the consent of everybody else, but never
 * for themselves (回避).
 *
 * @returns those who are known; who is invited follows them.
 * @throws {TongbanError} BAD_USER_INPUT for parties that the item does not have or lacks; CONSENT_REQUIRED for a
 *   citizen who is the agent of another or names another, FORBIDDEN for one who is no party, and for a clerk who is one;
 *   NOT_FOUND for somebody who is not known.
 */
export async function chooseParties(
  { given, mandate, invited, roles, divisions }: PartyChoice,
  { caller, services, signal }: CommandTools,
): Promise<readonly Party[]> {
  if (mandate !== null) {
    if (given !== null) throw bad('are those of the mandate: give none');
    requireInvitable(invited, false);
    const parties = [
      { role: 'APPLICANT', holderId: mandate.principal },
      { role: 'AGENT', holderId: mandate.agent },
    ] as const;
    requireShape(parties, invited, roles);
    return parties;
  }
  const isClerk = caller.officeFor(divisions.ACCEPTING) !== null;
  const self = isClerk ? null : await caller.findSelf();
  if (!isClerk && self === null)
    throw new TongbanError('NOT_FOUND', 'The token belongs to nobody who is known here');
  const parties =
    given === null && self !== null ? [{ role: 'APPLICANT' as const, holderId: self }] : (given ?? []);
  requireInvitable(invited, isClerk);
  requireShape(parties, invited, roles);
  if (!isClerk) {
    requireOwn(parties, self);
    return parties;
  }
  if (await caller.takesPart(parties))
    throw new TongbanError('FORBIDDEN', 'A clerk does not hand in at their own office for themselves');
  const holders = [...new Set(parties.map(({ holderId }) => holderId))];
  await services.people.sealFor(divisions.OWNING, holders, { requestId: caller.requestId, signal });
  return parties;
}

function requireInvitable(invited: PartyChoice['invited'], isClerk: boolean): void {
  if (isClerk && invited.length > 0)
    throw new TongbanError(
      'BAD_USER_INPUT',
      'input.invite is for people who apply themselves: name the parties',
    );
  const never = invited.filter((role) => NEVER_INVITED.has(role));
  if (never.length > 0)
    throw new TongbanError('BAD_USER_INPUT', `input.invite has ${never.join(', ')}, who cannot be asked`);
}

/** Nobody names another by an id: whoever is to take part is invited, and consents. */
function requireOwn(parties: readonly Party[], self: string | null): void {
  const own = parties.filter(({ holderId }) => holderId === self).map(({ role }) => role);
  if (own.includes('APPLICANT')) {
    if (own.length === parties.length) return;
    throw new TongbanError(
      'CONSENT_REQUIRED',
      'Others are not named but invited (input.invite), or the case is handed in at a counter',
    );
  }
  if (own.includes('AGENT'))
    throw new TongbanError(
      'CONSENT_REQUIRED',
      'An agent hands in by a mandate (input.mandate), is invited by the applicant, or hands in at a counter',
    );
  throw new TongbanError('FORBIDDEN', 'The caller must be the applicant of the case');
}

function requireShape(
  parties: readonly Party[],
  invited: PartyChoice['invited'],
  roles: Handling['partyRoles'],
): void {
  const isTooMany = parties.length + invited.length > MAX_PARTIES;
  if (isTooMany || parties.some(({ holderId }) => !isUuid(holderId)))
    throw bad(`must be at most ${MAX_PARTIES}, each with the id of a holder`);
  const given = [...parties.map(({ role }) => role), ...invited];
  if (given.filter((role) => role === 'APPLICANT').length !== 1) throw bad('must have exactly one APPLICANT');
  if (roles === null) return;
  const missing = roles.required.filter((role) => !given.includes(role));
  if (missing.length > 0) throw bad(`lacks ${missing.join(', ')}`);
  const foreign = given.filter((role) => !roles.allowed.includes(role) && role !== 'AGENT');
  if (foreign.length > 0) throw bad(`has ${foreign.join(', ')}, which the item does not have`);
}

const bad = (problem: string): TongbanError => new TongbanError('BAD_USER_INPUT', `input.parties ${problem}`);
