import { describe, expect, it } from 'vitest';
import type { ClosedCase, OpenCase } from '../../../domain/cases/CaseState.ts';
import type { StepProgress } from '../../../domain/cases/StepProgress.ts';
import { stepVerdict, type TellableResult } from '../../../subgraphs/cases/engine/stepVerdict.ts';
import { clerkStep, procedureOf, systemStep } from '../../domain/cases/procedureOf.ts';

const when = { step: 'book', output: 'matches', equals: 'false' };
const procedure = procedureOf(systemStep('book', 1), clerkStep('negotiate', 2, { when }));
const DONE: TellableResult = { outcome: 'DONE', outputs: { matches: 'false', payee: '欧阳某' } };
const REFUSED: TellableResult = { outcome: 'REFUSED', code: '-17', reason: '欧阳某不符合条件' };
const PENDING: TellableResult = { outcome: 'PENDING' };
const UNKNOWN: TellableResult = { outcome: 'UNKNOWN', code: 'INTERRUPTED' };

const common = {
  submittedAt: 1,
  acceptedAt: 2,
  procedure: { id: 'any', version: 1 },
  pauses: [],
  inquiries: [],
} as const;
const open = (book?: StepProgress): OpenCase => ({
  phase: 'OPEN',
  ...common,
  halt: null,
  supplementRequested: false,
  steps: book === undefined ? {} : { book },
  ending: null,
});
const closed = (book: StepProgress, contradicted: readonly string[] = []): ClosedCase => ({
  phase: 'CLOSED',
  ...common,
  steps: { book },
  lackedConsent: false,
  closedAt: 3,
  outcome: 'WITHDRAWN',
  delivery: null,
  rating: null,
  correction: null,
  contradicted,
});
const parked = (code: string): StepProgress => ({ status: 'PARKED', at: 2, code, facts: {} });
const done: StepProgress = { status: 'DONE', at: 2, facts: {} };
const refused: StepProgress = { status: 'REFUSED', at: 2, code: '-17' };

/** Types of the events of a verdict, or null. */
const verdict = (state: OpenCase | ClosedCase, result: TellableResult, isParked = false) =>
  stepVerdict(state, procedure, { step: 'book', result, at: 9, isParked })?.events.map(({ type }) => type) ??
  null;

describe.each(['BEGUN', 'PENDING', 'UNKNOWN'] as const)('of a step that is %s', (status) => {
  const state = open({ status, at: 2 });

  it.each([
    [DONE, 'STEP_DONE'],
    [REFUSED, 'STEP_REFUSED'],
  ] as const)('%o is told', (result, type) => {
    expect(verdict(state, result)).toEqual([type]);
  });

  it('what is known already is not', () => {
    expect(verdict(state, PENDING)).toEqual(status === 'PENDING' ? null : ['STEP_PENDING']);
    expect(verdict(state, UNKNOWN)).toEqual(status === 'UNKNOWN' ? null : ['STEP_UNKNOWN']);
    expect(verdict(state, UNKNOWN, true)).toEqual(['STEP_PARKED']);
  });
});

it('lets out only what conditions ask for, and only what they ask for', () => {
  const of = (outputs: Readonly<Record<string, string>>) =>
    stepVerdict(open({ status: 'BEGUN', at: 2 }), procedure, {
      step: 'book',
      result: { outcome: 'DONE', outputs },
      at: 9,
      isParked: false,
    });

  expect(of({ matches: 'false', payee: '欧阳某' })).toEqual({
    events: [{ type: 'STEP_DONE', at: 9, step: 'book', facts: { matches: 'false' } }],
    contents: { 'outputs:book': { matches: 'false', payee: '欧阳某' } },
  });
  expect(of({ matches: '欧阳某 990199198001010014' })?.events).toEqual([
    { type: 'STEP_DONE', at: 9, step: 'book', facts: {} },
  ]);
});

it.each<[string, OpenCase | ClosedCase, TellableResult, readonly string[] | null]>([
  ['done, again', open(done), DONE, null],
  ['refused, again', open(refused), REFUSED, null],
  ['done, then refused', open(done), REFUSED, ['STEP_CONTRADICTED']],
  ['refused, then done', open(refused), DONE, ['STEP_CONTRADICTED']],
  ['done, then pending', open(done), PENDING, null],
  ['taken back after it was done, done again', open({ status: 'UNDONE', at: 2, wasDone: true }), DONE, null],
  [
    'taken back while pending, done late',
    open({ status: 'UNDONE', at: 2, wasDone: false }),
    DONE,
    ['STEP_CONTRADICTED'],
  ],
  ['taken back, refused', open({ status: 'UNDONE', at: 2, wasDone: false }), REFUSED, null],
  ['given up, then done', open(parked('CANNOT_BE_ASKED')), DONE, ['STEP_DONE']],
  ['contradicted, and again', open(parked('CONTRADICTED')), REFUSED, null],
  ['contradicted, then the first again', open(parked('CONTRADICTED')), DONE, null],
  ['refused behind the pivot, again', open(parked('REFUSED_PAST_PIVOT')), REFUSED, null],
  ['refused behind the pivot, then done', open(parked('REFUSED_PAST_PIVOT')), DONE, ['STEP_CONTRADICTED']],
  ['refused to take back, again', open(parked('UNDO_REFUSED')), REFUSED, null],
  ['closed, done late', closed({ status: 'UNDONE', at: 2, wasDone: false }), DONE, ['STEP_CONTRADICTED']],
  ['closed, done late, again', closed({ status: 'UNDONE', at: 2, wasDone: false }, ['book']), DONE, null],
  ['closed, done, again', closed(done), DONE, null],
  ['cancelled, done all the same', open(), DONE, ['STEP_CONTRADICTED']],
  ['cancelled, refused', open(), REFUSED, null],
])('%s', (_, state, result, types) => {
  expect(verdict(state, result)).toEqual(types);
});

it.each<[string, OpenCase | ClosedCase]>([
  ['is on its way', open({ status: 'BEGUN', at: 2 })],
  ['was done too', open(done)],
  ['was done too, and the case closed', closed(done)],
])('what an attempt did that was made anew is for a person: the new one %s', (_, state) => {
  const news = { step: 'book', result: DONE, at: 9, isParked: false, isSuperseded: true };

  expect(stepVerdict(state, procedure, news)).toEqual({
    events: [{ type: 'STEP_CONTRADICTED', at: 9, step: 'book' }],
    contents: { 'contradiction:book': DONE },
  });
});

it('seals what was said against what the case went on with', () => {
  expect(
    stepVerdict(open(done), procedure, { step: 'book', result: REFUSED, at: 9, isParked: false }),
  ).toEqual({
    events: [{ type: 'STEP_CONTRADICTED', at: 9, step: 'book' }],
    contents: { 'contradiction:book': REFUSED },
  });
});
