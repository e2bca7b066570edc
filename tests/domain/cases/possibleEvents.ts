import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import type { CaseState, ConsentingCase, OpenCase, SubmittedCase } from '../../../domain/cases/CaseState.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { isPastPivot, mayPassPivot } from '../../../domain/cases/planNext.ts';
import { parseStepKey } from '../../../domain/cases/undoKey.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

const OFFICE = parseDivisionCode('430100');

/** All that people, systems and workers may do about a case as it stands. */
export function possibleEvents(state: CaseState, procedure: Procedure, at: number): readonly CaseEvent[] {
  switch (state.phase) {
    case 'SUBMITTED':
      return [...aboutInquiries(state, at), ...beforeAcceptance(state, at)];
    case 'CONSENTING':
      return aboutConsents(state, at);
    case 'OPEN':
      return [
        ...aboutInquiries(state, at),
        ...aboutTheCase(state, procedure, at),
        ...aboutSteps(state, procedure, at),
      ];
    default:
      return [];
  }
}

function beforeAcceptance(state: SubmittedCase, at: number): readonly CaseEvent[] {
  return state.halt === null
    ? [
        { type: 'ACCEPTED', at },
        { type: 'ACCEPTED', at },
        { type: 'DECLINED', at },
        ...(state.supplementRequested ? [] : [{ type: 'SUPPLEMENT_REQUESTED', at } as const]),
        { type: 'CLOSED', at, outcome: 'WITHDRAWN' },
      ]
    : [{ type: 'SUPPLEMENTED', at }];
}

/** So many that every run comes to its end all the same. */
const LAST_ASKED_AT = 25;

function aboutInquiries(state: SubmittedCase | OpenCase, at: number): readonly CaseEvent[] {
  const asked = { type: 'INQUIRY_OPENED', at, inquiry: `q${at}`, division: OFFICE } as const;
  const mayAsk = at < LAST_ASKED_AT && (state.phase === 'SUBMITTED' || state.ending === null);
  return [
    ...(mayAsk
      ? [true, false].map((waits) => ({ ...asked, department: 'housingFund' as const, waits }))
      : []),
    ...state.inquiries.flatMap(({ inquiry }) =>
      (['INQUIRY_ANSWERED', 'INQUIRY_WITHDRAWN'] as const).map(
        (type) => ({ type, at, inquiry, division: OFFICE }) as const,
      ),
    ),
  ];
}

/** Good news more often than bad, else hardly any case would get further. */
function aboutConsents({ consents }: ConsentingCase, at: number): readonly CaseEvent[] {
  const said = Object.entries(consents).flatMap(([key, status]): readonly CaseEvent[] => {
    const seat = Number(key);
    if (status === 'ASKED') return Array(4).fill({ type: 'PARTY_JOINED', at, seat });
    if (status !== 'JOINED') return [];
    return [...Array(6).fill({ type: 'CONSENT_GIVEN', at, seat }), { type: 'CONSENT_REFUSED', at, seat }];
  });
  return [...said, { type: 'CONSENT_LAPSED', at }, { type: 'CLOSED', at, outcome: 'WITHDRAWN' }];
}

function aboutTheCase(state: OpenCase, procedure: Procedure, at: number): readonly CaseEvent[] {
  const mayBeWithdrawn =
    state.ending === null && !isPastPivot(state, procedure) && !mayPassPivot(state, procedure);
  return [
    ...(mayBeWithdrawn ? [{ type: 'ENDING_BEGUN', at, outcome: 'WITHDRAWN' } as const] : []),
    ...(state.halt === 'SUPPLEMENT' ? [{ type: 'SUPPLEMENTED', at } as const] : []),
    ...(state.halt === null && state.ending === null && !state.supplementRequested
      ? [{ type: 'SUPPLEMENT_REQUESTED', at } as const]
      : []),
    ...(state.halt === 'SPECIAL_PROCEDURE' ? [{ type: 'SPECIAL_PROCEDURE_ENDED', at } as const] : []),
    ...(state.halt === null && state.ending === null && at < LAST_ASKED_AT
      ? [{ type: 'SPECIAL_PROCEDURE_BEGUN', at, kind: 'HEARING' } as const]
      : []),
  ];
}

function aboutSteps({ steps }: OpenCase, procedure: Procedure, at: number): readonly CaseEvent[] {
  return Object.entries(steps).flatMap(([step, progress]): readonly CaseEvent[] => {
    const known = procedure.steps.find(({ key }) => key === parseStepKey(step).step);
    const answered: readonly CaseEvent[] = [
      { type: 'STEP_DONE', at, step, facts: factsFor(procedure, step, false) },
      { type: 'STEP_DONE', at, step, facts: factsFor(procedure, step, true) },
      { type: 'STEP_REFUSED', at, step, code: '-17' },
    ];
    switch (progress.status) {
      case 'BEGUN':
      case 'PENDING':
      case 'UNKNOWN':
        if (known?.performer === 'CLERK') return answered;
        return [
          ...answered,
          { type: 'STEP_PENDING', at, step },
          { type: 'STEP_UNKNOWN', at, step },
          { type: 'STEP_PARKED', at, step, code: 'CANNOT_BE_ASKED' },
        ];
      case 'PARKED':
        return (['DONE', 'REFUSED', 'RETRY'] as const).map((resolution) => ({
          type: 'STEP_RESOLVED',
          at,
          step,
          resolution,
        }));
      default:
        return [];
    }
  });
}

/** What a step brings that conditions of others ask for, or nothing. */
function factsFor(procedure: Procedure, step: string, isMet: boolean): Readonly<Record<string, string>> {
  const asked = procedure.steps.flatMap(({ when }) => (when?.step === step ? [when] : []));
  return isMet ? Object.fromEntries(asked.map(({ output, equals }) => [output, equals])) : {};
}
