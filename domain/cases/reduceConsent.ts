import type { CaseEvent } from './CaseEvent.ts';
import { CaseRefusal } from './CaseRefusal.ts';
import type { ConsentingCase, SubmittedCase } from './CaseState.ts';
import type { ConsentStatus } from './consentStatus.ts';

type ConsentEvent = Extract<
  CaseEvent,
  { readonly type: 'PARTY_JOINED' | 'CONSENT_GIVEN' | 'CONSENT_REFUSED' | 'CONSENT_LAPSED' }
>;

const OPEN: ReadonlySet<ConsentStatus> = new Set(['ASKED', 'JOINED']);

/** What those who were invited say; once all have consented the case is submitted as any other. */
export function reduceConsent(
  state: ConsentingCase,
  event: ConsentEvent,
): ConsentingCase | SubmittedCase | CaseRefusal {
  switch (event.type) {
    case 'PARTY_JOINED':
      return say(state, event.seat, 'ASKED', 'JOINED');
    case 'CONSENT_GIVEN':
      return onceAll(say(state, event.seat, 'JOINED', 'GIVEN'));
    case 'CONSENT_REFUSED':
      return say(state, event.seat, 'JOINED', 'REFUSED');
    case 'CONSENT_LAPSED':
      return {
        ...state,
        consents: Object.fromEntries(
          Object.entries(state.consents).map(([seat, status]) => [
            seat,
            OPEN.has(status) ? 'LAPSED' : status,
          ]),
        ),
      };
  }
}

function say(
  state: ConsentingCase,
  seat: number,
  from: ConsentStatus,
  to: ConsentStatus,
): ConsentingCase | CaseRefusal {
  const status = state.consents[seat];
  if (status === undefined) return new CaseRefusal('nobody was asked for that part');
  if (status !== from) return new CaseRefusal(`whoever was asked is ${status} already`);
  return { ...state, consents: { ...state.consents, [seat]: to } };
}

function onceAll(state: ConsentingCase | CaseRefusal): ConsentingCase | SubmittedCase | CaseRefusal {
  if (state instanceof CaseRefusal || !Object.values(state.consents).every((status) => status === 'GIVEN'))
    return state;
  const { submittedAt, procedure } = state;
  return {
    phase: 'SUBMITTED',
    submittedAt,
    procedure,
    halt: null,
    supplementRequested: false,
    inquiries: [],
  };
}
