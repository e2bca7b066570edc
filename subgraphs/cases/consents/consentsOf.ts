import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import type { ConsentStatus } from '../../../domain/cases/consentStatus.ts';
import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import { formatInstant } from '../../../domain/formatInstant.ts';
import type { SubgraphContext } from '../createContext.ts';

/** What somebody who was invited to a case has said, as its people read it. */
interface ConsentSeen {
  readonly role: PartyRole;
  readonly status: ConsentStatus;
  readonly holder: { readonly id: string } | null;
  readonly until: string;
  readonly code: string | null;
}

/** Everybody who was invited to a case, in the order in which they were. */
export async function consentsOf(
  caseId: string,
  { cases, details, caller, services }: SubgraphContext,
): Promise<readonly ConsentSeen[]> {
  const { events, contents } = await details.load(caseId);
  const asked = events.find((event) => event.type === 'CONSENT_ASKED');
  if (asked === undefined) return [];
  const found = await cases.load(caseId);
  const self = await caller.findSelf();
  const isOwner =
    found?.parties.some(
      ({ role, holderId }) =>
        holderId === self &&
        (role === 'APPLICANT' ||
          (role === 'AGENT' && !found.invited.some((other) => other.holderId === self))),
    ) ?? false;
  const isOpen = found?.record.state.phase === 'CONSENTING' && services.now() < asked.until;
  return asked.seats.map(({ seat, role }) => {
    const status = statusOf(events, seat);
    const holder = found?.invited.find((party) => party.seat === seat);
    const code = contents[`invitation:${seat}`];
    const isShown = isOwner && isOpen && status === 'ASKED' && typeof code === 'string';
    return {
      role,
      status,
      holder: holder === undefined ? null : { id: holder.holderId },
      until: formatInstant(asked.until),
      code: isShown ? code : null,
    };
  });
}

/** By what was said last. */
function statusOf(events: readonly CaseEvent[], seat: number): ConsentStatus {
  let status: ConsentStatus = 'ASKED';
  for (const event of events) {
    if (event.type === 'CONSENT_LAPSED' && (status === 'ASKED' || status === 'JOINED')) status = 'LAPSED';
    if (!('seat' in event) || event.seat !== seat) continue;
    if (event.type === 'PARTY_JOINED') status = 'JOINED';
    if (event.type === 'CONSENT_GIVEN') status = 'GIVEN';
    if (event.type === 'CONSENT_REFUSED') status = 'REFUSED';
  }
  return status;
}
