import { expect, it } from 'vitest';
import type { OpenCase } from '../../../domain/cases/CaseState.ts';
import { migrationObstacle } from '../../../domain/cases/migrationObstacle.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { clerkStep, pivotStep, procedureOf, systemStep } from './procedureOf.ts';

const FROM = procedureOf(clerkStep('review', 1), systemStep('hold', 2), pivotStep('pay', 3));
const open: OpenCase = {
  phase: 'OPEN',
  submittedAt: 1,
  acceptedAt: 2,
  procedure: FROM,
  halt: null,
  supplementRequested: false,
  pauses: [],
  steps: {
    review: { status: 'DONE', at: 3, facts: {} },
    hold: { status: 'PENDING', at: 4 },
  },
  ending: null,
  inquiries: [],
};
const second = (...steps: Procedure['steps']): Procedure => ({ ...FROM, version: 2, steps });
const { submittedAt, procedure, inquiries } = open;
const SUBMITTED = {
  phase: 'SUBMITTED',
  submittedAt,
  procedure,
  inquiries,
  halt: null,
  supplementRequested: false,
} as const;
const DECLINED = { phase: 'DECLINED', submittedAt, procedure, inquiries, declinedAt: 9 } as const;
const [review, hold, pay] = [clerkStep('review', 1), systemStep('hold', 2), pivotStep('pay', 3)];

it.each<[string, Procedure]>([
  ['what was not begun yet is another', second(review, hold, clerkStep('decide', 3), pivotStep('pay', 4))],
  ['what was not begun yet is gone', second(review, hold)],
  [
    'stages are counted otherwise',
    second({ ...review, stage: 2 }, { ...hold, stage: 5 }, { ...pay, stage: 9 }),
  ],
  ['something more is done beside', second(review, hold, systemStep('notify', 2), pay)],
  ['only words and limits differ', second({ ...review, nameZh: '复核', deadlineWorkingDays: 3 }, hold, pay)],
])('a case goes on where %s', (_, to) => {
  expect(migrationObstacle(open, { from: FROM, to, hasThird: false })).toBeNull();
});

it.each<[string, Procedure]>([
  ['step hold was begun and is not in version 2', second(review, pay)],
  [
    'step review was begun and means something else in version 2',
    second({ ...review, role: 'ACCEPTING' }, hold, pay),
  ],
  [
    'step hold was begun and means something else in version 2',
    second(review, { ...hold, isPivot: true }, pay),
  ],
  [
    'step hold was begun and means something else in version 2',
    second(review, systemStep('hold', 2, { compensation: null }), pay),
  ],
  ['step check of version 2 belongs before what was begun', second(review, clerkStep('check', 1), hold, pay)],
  ['it has no third place', second(review, hold, { ...pay, role: 'THIRD' })],
  ['other is another procedure', { ...second(review, hold, pay), id: 'other' }],
])('a case stays: %s', (why, to) => {
  expect(migrationObstacle(open, { from: FROM, to, hasThird: false })).toBe(why);
});

it('a case that is over or being ended stays, one that was only handed in goes, whether or not others are to consent', () => {
  const to = second(clerkStep('other', 1));
  const obstacle = (state: Parameters<typeof migrationObstacle>[0]) =>
    migrationObstacle(state, { from: FROM, to, hasThird: false });

  expect(obstacle({ ...open, ending: 'WITHDRAWN' })).toBe('it is being ended');
  expect(obstacle(DECLINED)).toBe('it is over');
  expect(obstacle(SUBMITTED)).toBeNull();
  expect(obstacle({ phase: 'CONSENTING', submittedAt, procedure, consents: { 1: 'ASKED' } })).toBeNull();
});
