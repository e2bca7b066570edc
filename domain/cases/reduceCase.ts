import type { CaseEvent } from './CaseEvent.ts';
import { CaseRefusal } from './CaseRefusal.ts';
import type {
  CaseState,
  ClockPause,
  ClosedCase,
  ConsentingCase,
  OpenCase,
  SubmittedCase,
} from './CaseState.ts';
import { cancelStep } from './cancelStep.ts';
import { isBadRating } from './isBadRating.ts';
import { PARKED_FOR } from './parkedFor.ts';
import { reduceConsent } from './reduceConsent.ts';
import { reduceInquiry } from './reduceInquiry.ts';
import { reduceStep } from './reduceStep.ts';

/**
 * What a case is after an event, or why the event cannot happen to it. Pure: the same events give the same case, however
 * often and whenever they are read again.
 *
 * @param state - `null` before the first event.
 */
export function reduceCase(state: CaseState | null, event: CaseEvent): CaseState | CaseRefusal {
  if (state === null) return begin(event);
  switch (event.type) {
    case 'SUBMITTED':
      return new CaseRefusal('it was submitted already');
    case 'CONSENT_ASKED':
      return askConsent(state, event);
    case 'PARTY_JOINED':
    case 'CONSENT_GIVEN':
    case 'CONSENT_REFUSED':
    case 'CONSENT_LAPSED':
      return state.phase === 'CONSENTING' ? reduceConsent(state, event) : refuse(state);
    case 'ACCEPTED':
      return state.phase === 'SUBMITTED' && state.halt === null ? accept(state, event.at) : refuse(state);
    case 'DECLINED':
      return state.phase === 'SUBMITTED'
        ? {
            phase: 'DECLINED',
            submittedAt: state.submittedAt,
            declinedAt: event.at,
            procedure: state.procedure,
            inquiries: state.inquiries,
          }
        : refuse(state);
    case 'SUPPLEMENT_REQUESTED':
      return requestSupplement(state, event.at);
    case 'SUPPLEMENTED':
      return goOn(state, 'SUPPLEMENT', event.at);
    case 'SPECIAL_PROCEDURE_BEGUN':
      return state.phase === 'OPEN' && state.halt === null && state.ending === null
        ? { ...state, halt: 'SPECIAL_PROCEDURE', pauses: pause(state.pauses, event.at) }
        : refuse(state);
    case 'SPECIAL_PROCEDURE_ENDED':
      return goOn(state, 'SPECIAL_PROCEDURE', event.at);
    case 'STEP_BEGUN':
    case 'STEP_PENDING':
    case 'STEP_UNKNOWN':
    case 'STEP_DONE':
    case 'STEP_REFUSED':
    case 'STEP_PARKED':
    case 'STEP_RESOLVED':
      return state.phase === 'OPEN' ? reduceStep(state, event) : refuse(state);
    case 'STEP_CANCELLED':
      return state.phase === 'OPEN' ? cancelStep(state, event.step) : refuse(state);
    case 'STEP_CONTRADICTED':
      return contradict(state, event.step, event.at);
    case 'ENDING_BEGUN':
      return state.phase === 'OPEN' && state.ending === null
        ? { ...state, ending: event.outcome, halt: null, pauses: resume(state.pauses, event.at) }
        : refuse(state);
    case 'CLOSED':
      return close(state, event);
    case 'DELIVERED':
      return state.phase === 'CLOSED' && state.outcome === 'GRANTED' && state.delivery === null
        ? { ...state, delivery: { by: event.by, at: event.at } }
        : refuse(state);
    case 'RATED':
      return rate(state, event);
    case 'CORRECTION_OPENED':
      return state.phase === 'CLOSED' && isBadRating(state.rating) && state.correction === null
        ? { ...state, correction: { openedAt: event.at, answeredAt: null } }
        : refuse(state);
    case 'CORRECTION_ANSWERED':
      return state.phase === 'CLOSED' && state.correction?.answeredAt === null
        ? { ...state, correction: { ...state.correction, answeredAt: event.at } }
        : refuse(state);
    case 'INQUIRY_OPENED':
    case 'INQUIRY_ANSWERED':
    case 'INQUIRY_WITHDRAWN':
      return reduceInquiry(state, event);
    case 'PROCEDURE_CHANGED':
      return state.phase === 'OPEN' || state.phase === 'SUBMITTED' || state.phase === 'CONSENTING'
        ? { ...state, procedure: event.procedure }
        : refuse(state);
  }
}

/** No office had anything to do with a case that ended before all had consented: none can answer for it. */
function rate(
  state: CaseState,
  { grade, at }: Extract<CaseEvent, { readonly type: 'RATED' }>,
): ClosedCase | CaseRefusal {
  if (state.phase !== 'CLOSED' || state.rating !== null) return refuse(state);
  return state.lackedConsent
    ? new CaseRefusal('it ended before all had consented, and no office handled it')
    : { ...state, rating: { grade, at } };
}

function begin(event: CaseEvent): CaseState | CaseRefusal {
  if (event.type !== 'SUBMITTED') return new CaseRefusal('it was not submitted yet');
  return {
    phase: 'SUBMITTED',
    submittedAt: event.at,
    procedure: event.procedure,
    halt: null,
    supplementRequested: false,
    inquiries: [],
  };
}

/** Before anybody else has said anything about the case. */
function askConsent(
  state: CaseState,
  { seats }: Extract<CaseEvent, { readonly type: 'CONSENT_ASKED' }>,
): ConsentingCase | CaseRefusal {
  if (state.phase !== 'SUBMITTED' || state.halt !== null || seats.length === 0) return refuse(state);
  if (state.supplementRequested || state.inquiries.length > 0) return refuse(state);
  const { submittedAt, procedure } = state;
  return {
    phase: 'CONSENTING',
    submittedAt,
    procedure,
    consents: Object.fromEntries(seats.map(({ seat }) => [seat, 'ASKED'])),
  };
}

function accept(
  { submittedAt, procedure, supplementRequested, inquiries }: SubmittedCase,
  at: number,
): OpenCase {
  return {
    phase: 'OPEN',
    submittedAt,
    acceptedAt: at,
    procedure,
    halt: null,
    supplementRequested,
    pauses: [],
    steps: {},
    ending: null,
    inquiries,
  };
}

/** 一次性告知: what is missing is told once and all at once. */
function requestSupplement(state: CaseState, at: number): CaseState | CaseRefusal {
  if (state.phase !== 'SUBMITTED' && state.phase !== 'OPEN') return refuse(state);
  if (state.halt !== null) return refuse(state);
  if (state.supplementRequested)
    return new CaseRefusal('a supplement was asked for already, and only once is allowed');
  if (state.phase === 'SUBMITTED') return { ...state, halt: 'SUPPLEMENT', supplementRequested: true };
  if (state.ending !== null) return refuse(state);
  return { ...state, halt: 'SUPPLEMENT', supplementRequested: true, pauses: pause(state.pauses, at) };
}

function goOn(state: CaseState, halt: OpenCase['halt'], at: number): CaseState | CaseRefusal {
  if ((state.phase !== 'SUBMITTED' && state.phase !== 'OPEN') || state.halt !== halt) return refuse(state);
  return state.phase === 'SUBMITTED'
    ? { ...state, halt: null }
    : { ...state, halt: null, pauses: resume(state.pauses, at) };
}

const pause = (pauses: readonly ClockPause[], at: number): readonly ClockPause[] => [
  ...pauses,
  { from: at, to: null },
];

/** The clocks of two servers may differ: what ends before it began by one of them has lasted no time. */
const resume = (pauses: readonly ClockPause[], at: number): readonly ClockPause[] =>
  pauses.map((span) => (span.to === null ? { ...span, to: Math.max(at, span.from) } : span));

function contradict(state: CaseState, step: string, at: number): CaseState | CaseRefusal {
  if (state.phase === 'CLOSED')
    return state.contradicted.includes(step)
      ? state
      : { ...state, contradicted: [...state.contradicted, step] };
  if (state.phase !== 'OPEN') return refuse(state);
  const before = state.steps[step];
  const facts = before !== undefined && 'facts' in before ? before.facts : {};
  return {
    ...state,
    steps: { ...state.steps, [step]: { status: 'PARKED', at, code: PARKED_FOR.CONTRADICTED, facts } },
  };
}

function close(
  state: CaseState,
  { outcome, at }: Extract<CaseEvent, { readonly type: 'CLOSED' }>,
): ClosedCase | CaseRefusal {
  if ((state.phase === 'SUBMITTED' || state.phase === 'CONSENTING') && outcome !== 'GRANTED') {
    const { submittedAt, procedure } = state;
    const lackedConsent = state.phase === 'CONSENTING';
    const inquiries = state.phase === 'CONSENTING' ? [] : state.inquiries;
    const none = { acceptedAt: null, pauses: [], steps: {} };
    return closed({ submittedAt, procedure, inquiries, lackedConsent, ...none }, outcome, at);
  }
  if (state.phase !== 'OPEN' || (state.ending ?? 'GRANTED') !== outcome) return refuse(state);
  const { submittedAt, acceptedAt, procedure, steps, inquiries } = state;
  const pauses = resume(state.pauses, at);
  return closed(
    { submittedAt, acceptedAt, procedure, pauses, steps, inquiries, lackedConsent: false },
    outcome,
    at,
  );
}

const closed = (
  kept: Pick<
    ClosedCase,
    'submittedAt' | 'acceptedAt' | 'procedure' | 'pauses' | 'steps' | 'inquiries' | 'lackedConsent'
  >,
  outcome: ClosedCase['outcome'],
  closedAt: number,
): ClosedCase => ({
  phase: 'CLOSED',
  ...kept,
  outcome,
  closedAt,
  delivery: null,
  rating: null,
  contradicted: [],
  correction: null,
});

function refuse({ phase }: CaseState): CaseRefusal {
  return new CaseRefusal(`it is ${PHASES[phase]}`);
}

const PHASES = {
  CONSENTING: 'waiting for the consent of all who take part',
  SUBMITTED: 'submitted and not accepted yet, or waits for a supplement',
  DECLINED: 'declined',
  OPEN: 'being handled',
  CLOSED: 'closed',
} as const satisfies Record<CaseState['phase'], string>;
