import { expect, it } from 'vitest';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import { CaseRefusal } from '../../../domain/cases/CaseRefusal.ts';
import type { CaseState } from '../../../domain/cases/CaseState.ts';
import { caseStatusOf } from '../../../domain/cases/caseStatusOf.ts';
import { reduceCase } from '../../../domain/cases/reduceCase.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

const procedure = { id: 'fund-transfer', version: 1 };
const step = 'pay';
const EVENTS = {
  SUBMITTED: { type: 'SUBMITTED', at: 9, procedure },
  CONSENT_ASKED: { type: 'CONSENT_ASKED', at: 9, until: 99, seats: [{ seat: 1, role: 'SPOUSE' }] },
  PARTY_JOINED: { type: 'PARTY_JOINED', at: 9, seat: 1 },
  CONSENT_GIVEN: { type: 'CONSENT_GIVEN', at: 9, seat: 1 },
  CONSENT_REFUSED: { type: 'CONSENT_REFUSED', at: 9, seat: 1 },
  CONSENT_LAPSED: { type: 'CONSENT_LAPSED', at: 9 },
  ACCEPTED: { type: 'ACCEPTED', at: 9 },
  DECLINED: { type: 'DECLINED', at: 9 },
  SUPPLEMENT_REQUESTED: { type: 'SUPPLEMENT_REQUESTED', at: 9 },
  SUPPLEMENTED: { type: 'SUPPLEMENTED', at: 9 },
  SPECIAL_PROCEDURE_BEGUN: { type: 'SPECIAL_PROCEDURE_BEGUN', at: 9, kind: 'HEARING' },
  SPECIAL_PROCEDURE_ENDED: { type: 'SPECIAL_PROCEDURE_ENDED', at: 9 },
  STEP_BEGUN: { type: 'STEP_BEGUN', at: 9, step },
  STEP_PENDING: { type: 'STEP_PENDING', at: 9, step },
  STEP_UNKNOWN: { type: 'STEP_UNKNOWN', at: 9, step },
  STEP_DONE: { type: 'STEP_DONE', at: 9, step, facts: {} },
  STEP_REFUSED: { type: 'STEP_REFUSED', at: 9, step, code: '-17' },
  STEP_PARKED: { type: 'STEP_PARKED', at: 9, step, code: 'CANNOT_BE_ASKED' },
  STEP_RESOLVED: { type: 'STEP_RESOLVED', at: 9, step, resolution: 'DONE' },
  STEP_CANCELLED: { type: 'STEP_CANCELLED', at: 9, step },
  STEP_CONTRADICTED: { type: 'STEP_CONTRADICTED', at: 9, step },
  ENDING_BEGUN: { type: 'ENDING_BEGUN', at: 9, outcome: 'WITHDRAWN' },
  CLOSED: { type: 'CLOSED', at: 9, outcome: 'GRANTED' },
  DELIVERED: { type: 'DELIVERED', at: 9, by: 'POSTAL' },
  RATED: { type: 'RATED', at: 9, grade: 2 },
  CORRECTION_OPENED: { type: 'CORRECTION_OPENED', at: 9 },
  CORRECTION_ANSWERED: { type: 'CORRECTION_ANSWERED', at: 9 },
  INQUIRY_OPENED: {
    type: 'INQUIRY_OPENED',
    at: 9,
    inquiry: 'q1',
    division: parseDivisionCode('430100'),
    department: 'housingFund',
    waits: true,
  },
  INQUIRY_ANSWERED: { type: 'INQUIRY_ANSWERED', at: 9, inquiry: 'q1', division: parseDivisionCode('430100') },
  INQUIRY_WITHDRAWN: {
    type: 'INQUIRY_WITHDRAWN',
    at: 9,
    inquiry: 'q1',
    division: parseDivisionCode('340100'),
  },
  PROCEDURE_CHANGED: { type: 'PROCEDURE_CHANGED', at: 9, procedure: { ...procedure, version: 2 } },
} as const satisfies { readonly [Type in CaseEvent['type']]: Extract<CaseEvent, { readonly type: Type }> };
type EventType = keyof typeof EVENTS;
const TYPES = Object.keys(EVENTS).filter((type): type is EventType => type in EVENTS);

/** The case after all of these happened, one millisecond apart, from 1 on. */
function after(...events: readonly (EventType | CaseEvent)[]): CaseState {
  return events.reduce<CaseState | null>((state, event, index) => {
    const given = typeof event === 'string' ? EVENTS[event] : event;
    const next = reduceCase(state, { ...given, at: index + 1 });
    if (next instanceof CaseRefusal) throw new Error(`${given.type}: ${next.reason}`);
    return next;
  }, null) as CaseState;
}

const OPEN = ['SUBMITTED', 'ACCEPTED'] as const;
const IN_FLIGHT = 'STEP_PENDING STEP_UNKNOWN STEP_DONE STEP_REFUSED STEP_PARKED';
const ALWAYS_OPEN = 'STEP_CONTRADICTED PROCEDURE_CHANGED';
const ENDABLE = 'ENDING_BEGUN CLOSED INQUIRY_OPENED';
const CALM = `SUPPLEMENT_REQUESTED SPECIAL_PROCEDURE_BEGUN ${ENDABLE}`;

it.each<[string, CaseState | null, string]>([
  ['none', null, 'SUBMITTED'],
  [
    'submitted',
    after('SUBMITTED'),
    'CONSENT_ASKED ACCEPTED DECLINED SUPPLEMENT_REQUESTED INQUIRY_OPENED PROCEDURE_CHANGED',
  ],
  ['others invited', after('SUBMITTED', 'CONSENT_ASKED'), 'PARTY_JOINED CONSENT_LAPSED PROCEDURE_CHANGED'],
  [
    'others joined',
    after('SUBMITTED', 'CONSENT_ASKED', 'PARTY_JOINED'),
    'CONSENT_GIVEN CONSENT_REFUSED CONSENT_LAPSED PROCEDURE_CHANGED',
  ],
  [
    'withdrawn before others consented',
    after('SUBMITTED', 'CONSENT_ASKED', { type: 'CLOSED', at: 0, outcome: 'WITHDRAWN' }),
    'STEP_CONTRADICTED',
  ],
  [
    'others consented',
    after('SUBMITTED', 'CONSENT_ASKED', 'PARTY_JOINED', 'CONSENT_GIVEN'),
    'CONSENT_ASKED ACCEPTED DECLINED SUPPLEMENT_REQUESTED INQUIRY_OPENED PROCEDURE_CHANGED',
  ],
  [
    'submitted, to be completed',
    after('SUBMITTED', 'SUPPLEMENT_REQUESTED'),
    'DECLINED SUPPLEMENTED INQUIRY_OPENED PROCEDURE_CHANGED',
  ],
  ['declined', after('SUBMITTED', 'DECLINED'), ''],
  ['accepted', after(...OPEN), `STEP_BEGUN ${CALM} ${ALWAYS_OPEN}`],
  [
    'to be completed',
    after(...OPEN, 'SUPPLEMENT_REQUESTED'),
    `SUPPLEMENTED STEP_BEGUN ${ENDABLE} ${ALWAYS_OPEN}`,
  ],
  [
    'in a special procedure',
    after(...OPEN, 'SPECIAL_PROCEDURE_BEGUN'),
    `SPECIAL_PROCEDURE_ENDED STEP_BEGUN ${ENDABLE} ${ALWAYS_OPEN}`,
  ],
  [
    'completed once',
    after(...OPEN, 'SUPPLEMENT_REQUESTED', 'SUPPLEMENTED'),
    `SPECIAL_PROCEDURE_BEGUN STEP_BEGUN ${ENDABLE} ${ALWAYS_OPEN}`,
  ],
  ['a step begun', after(...OPEN, 'STEP_BEGUN'), `${IN_FLIGHT} ${CALM} ${ALWAYS_OPEN}`],
  ['a step pending', after(...OPEN, 'STEP_BEGUN', 'STEP_PENDING'), `${IN_FLIGHT} ${CALM} ${ALWAYS_OPEN}`],
  ['a step unknown', after(...OPEN, 'STEP_BEGUN', 'STEP_UNKNOWN'), `${IN_FLIGHT} ${CALM} ${ALWAYS_OPEN}`],
  ['a step done', after(...OPEN, 'STEP_BEGUN', 'STEP_DONE'), `${CALM} ${ALWAYS_OPEN}`],
  ['a step refused', after(...OPEN, 'STEP_BEGUN', 'STEP_REFUSED'), `STEP_PARKED ${CALM} ${ALWAYS_OPEN}`],
  [
    'a step parked',
    after(...OPEN, 'STEP_BEGUN', 'STEP_PARKED'),
    `${IN_FLIGHT} STEP_RESOLVED ${CALM} ${ALWAYS_OPEN}`,
  ],
  [
    'ending with a step begun',
    after(...OPEN, 'STEP_BEGUN', 'ENDING_BEGUN'),
    `STEP_CANCELLED ${IN_FLIGHT} ${ALWAYS_OPEN}`,
  ],
  [
    'ending with a step pending',
    after(...OPEN, 'STEP_BEGUN', 'STEP_PENDING', 'ENDING_BEGUN'),
    `${IN_FLIGHT} ${ALWAYS_OPEN}`,
  ],
  ['ending', after(...OPEN, 'ENDING_BEGUN'), `STEP_BEGUN ${ALWAYS_OPEN}`],
  ['granted', after(...OPEN, 'CLOSED'), 'STEP_CONTRADICTED DELIVERED RATED'],
  ['delivered', after(...OPEN, 'CLOSED', 'DELIVERED'), 'STEP_CONTRADICTED RATED'],
  ['rated', after(...OPEN, 'CLOSED', 'RATED'), 'STEP_CONTRADICTED DELIVERED CORRECTION_OPENED'],
  ['rated well', after(...OPEN, 'CLOSED', { type: 'RATED', at: 0, grade: 3 }), 'STEP_CONTRADICTED DELIVERED'],
  [
    'to be corrected',
    after(...OPEN, 'CLOSED', 'RATED', 'CORRECTION_OPENED'),
    'STEP_CONTRADICTED DELIVERED CORRECTION_ANSWERED',
  ],
  [
    'corrected',
    after(...OPEN, 'CLOSED', 'RATED', 'CORRECTION_OPENED', 'CORRECTION_ANSWERED'),
    'STEP_CONTRADICTED DELIVERED',
  ],
  [
    'asked about',
    after(...OPEN, 'INQUIRY_OPENED'),
    `STEP_BEGUN ${CALM.replace('INQUIRY_OPENED', 'INQUIRY_ANSWERED INQUIRY_WITHDRAWN')} ${ALWAYS_OPEN}`,
  ],
  [
    'declined while asked about',
    after('SUBMITTED', 'INQUIRY_OPENED', 'DECLINED'),
    'INQUIRY_ANSWERED INQUIRY_WITHDRAWN',
  ],
  [
    'granted while asked about',
    after(...OPEN, 'INQUIRY_OPENED', 'CLOSED'),
    'STEP_CONTRADICTED DELIVERED RATED INQUIRY_ANSWERED INQUIRY_WITHDRAWN',
  ],
  [
    'withdrawn',
    after(...OPEN, 'ENDING_BEGUN', { type: 'CLOSED', at: 0, outcome: 'WITHDRAWN' }),
    'STEP_CONTRADICTED RATED',
  ],
])('what can happen to a case: %s', (_, state, possible) => {
  const happens = TYPES.filter((type) => !(reduceCase(state, EVENTS[type]) instanceof CaseRefusal));

  expect(happens.toSorted()).toEqual(possible.split(' ').filter(Boolean).toSorted());
});

it('closes only as its ending says', () => {
  const ending = after(...OPEN, 'ENDING_BEGUN');
  const outcomes = (['GRANTED', 'REFUSED', 'WITHDRAWN', 'TERMINATED'] as const).filter(
    (outcome) => !(reduceCase(ending, { type: 'CLOSED', at: 9, outcome }) instanceof CaseRefusal),
  );

  expect(outcomes).toEqual(['WITHDRAWN']);
});

it('pauses the clock, and lets it go on when the case goes on or ends', () => {
  expect(
    after(...OPEN, 'SUPPLEMENT_REQUESTED', 'SUPPLEMENTED', 'SPECIAL_PROCEDURE_BEGUN', 'ENDING_BEGUN'),
  ).toEqual({
    phase: 'OPEN',
    submittedAt: 1,
    acceptedAt: 2,
    procedure,
    halt: null,
    supplementRequested: true,
    pauses: [
      { from: 3, to: 4 },
      { from: 5, to: 6 },
    ],
    steps: {},
    ending: 'WITHDRAWN',
    inquiries: [],
  });
});

it('has no clock to stop before it is accepted', () => {
  expect(after('SUBMITTED', 'SUPPLEMENT_REQUESTED', 'SUPPLEMENTED', 'ACCEPTED')).toMatchObject({
    phase: 'OPEN',
    pauses: [],
    supplementRequested: true,
  });
});

it('keeps what a step had brought until a person says which of two answers holds', () => {
  const done = { ...EVENTS.STEP_DONE, facts: { matches: 'false' } };

  expect(after(...OPEN, 'STEP_BEGUN', done, 'STEP_CONTRADICTED', 'STEP_RESOLVED')).toMatchObject({
    steps: { pay: { status: 'DONE', at: 6, facts: { matches: 'false' } } },
  });
});

it.each([
  ['STEP_DONE', true],
  ['STEP_PENDING', false],
] as const)('remembers of a step that was taken back whether it was %s', (type, wasDone) => {
  const undo = 'undo:pay';
  const state = after(
    ...OPEN,
    'STEP_BEGUN',
    type,
    'ENDING_BEGUN',
    { type: 'STEP_BEGUN', at: 0, step: undo },
    { type: 'STEP_DONE', at: 0, step: undo, facts: {} },
  );

  expect(state).toMatchObject({
    steps: { pay: { status: 'UNDONE', at: 7, wasDone }, [undo]: { status: 'DONE', at: 7 } },
  });
});

it('takes a step that was cancelled for one that was not begun', () => {
  expect(after(...OPEN, 'STEP_BEGUN', 'ENDING_BEGUN', 'STEP_CANCELLED')).toMatchObject({ steps: {} });
});

it('lists a contradiction of a closed case once', () => {
  expect(after(...OPEN, 'CLOSED', 'STEP_CONTRADICTED', 'STEP_CONTRADICTED')).toMatchObject({
    contradicted: ['pay'],
  });
});

it.each([
  ['SUBMITTED', ['SUBMITTED']],
  ['SUPPLEMENT_REQUIRED', ['SUBMITTED', 'SUPPLEMENT_REQUESTED']],
  ['DECLINED', ['SUBMITTED', 'DECLINED']],
  ['ACCEPTED', [...OPEN]],
  ['IN_PROGRESS', [...OPEN, 'STEP_BEGUN']],
  ['COLLABORATING', [...OPEN, 'STEP_BEGUN', 'STEP_PENDING']],
  ['COLLABORATING', [...OPEN, 'STEP_BEGUN', 'STEP_UNKNOWN']],
  ['SUPPLEMENT_REQUIRED', [...OPEN, 'STEP_BEGUN', 'STEP_PENDING', 'SUPPLEMENT_REQUESTED']],
  ['SPECIAL_PROCEDURE', [...OPEN, 'SPECIAL_PROCEDURE_BEGUN']],
  ['PARKED', [...OPEN, 'STEP_BEGUN', 'SUPPLEMENT_REQUESTED', 'STEP_PARKED']],
  ['CLOSED', [...OPEN, 'CLOSED']],
] as const)('is %s after %j', (status, events) => {
  expect(caseStatusOf(after(...events))).toBe(status);
});
