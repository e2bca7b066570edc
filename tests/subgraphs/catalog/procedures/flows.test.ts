import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { toProcedure } from '../../../../subgraphs/catalog/procedures/toProcedure.ts';
import { readReference } from '../readReference.ts';

const flowsFile = z.object({
  flows: z.array(
    z.object({
      id: z.string(),
      steps: z.array(z.object({ n: z.int(), role: z.string(), action: z.string() })),
    }),
  ),
});

const { flows } = flowsFile.parse(
  JSON.parse(await readFile(new URL('../sources/flows.json', import.meta.url), 'utf8')),
);
const { sections } = await readReference();
const procedures = new Map(sections.procedures.map(({ key, row }) => [key, toProcedure(row)]));

/** A step in short: `stage role key: action`, `!` for a pivot, `→undo` for a compensation, then limit and condition. */
function brief(id: string): readonly string[] {
  return (procedures.get(id)?.steps ?? []).map((step) => {
    const who = step.performer === 'CLERK' ? 'clerk' : step.action;
    const undo = step.performer === 'SYSTEM' && step.compensation !== null ? ' →undo' : '';
    const limit = step.deadlineWorkingDays === null ? '' : ` ${step.deadlineWorkingDays}d`;
    const when = step.when === null ? '' : ` if ${step.when.step}.${step.when.output}=${step.when.equals}`;
    return `${step.stage} ${step.role} ${step.key}: ${who}${step.isPivot ? '!' : ''}${undo}${limit}${when}`;
  });
}

/** Every flow step by step, and where its steps went: keys of ours, or why it is none. */
const FLOWS: Readonly<
  Record<string, { readonly steps: readonly string[]; readonly covers: Readonly<Record<number, string>> }>
> = {
  'pension-transfer-employee': {
    steps: [
      '1 ACCEPTING review: clerk 15d',
      '2 ACCEPTING register-letter: register-contact-letter →undo',
      '3 OWNING freeze-account: freeze-pension-account →undo 15d',
      '4 OWNING issue-sheet: issue-information-sheet →undo',
      '5 OWNING transfer-fund: transfer-pension-fund!',
      '6 ACCEPTING merge-records: merge-pension-records 15d',
      '7 ACCEPTING clarify: clerk if merge-records.matches=false',
    ],
    covers: {
      1: 'acceptance',
      2: 'review register-letter',
      3: 'freeze-account',
      4: 'issue-sheet',
      5: 'transfer-fund',
      6: 'merge-records clarify',
    },
  },
  'hukou-move': {
    steps: [
      '1 ACCEPTING approve: clerk',
      '2 ACCEPTING issue-permit: issue-migration-permit →undo',
      // No 10 days: they are the limit of the whole case between members of one alliance, which `deadline` gives.
      '3 OWNING move-out: move-out! →undo',
      '4 ACCEPTING register-move-in: register-move-in',
    ],
    covers: {
      1: 'acceptance',
      2: 'approve issue-permit',
      3: 'message of move-out',
      4: 'move-out',
      5: 'message of move-out',
      6: 'register-move-in',
      7: 'separate service',
    },
  },
  'newborn-hukou': {
    steps: [
      '1 ACCEPTING verify-birth: clerk',
      '2 OWNING register: register-newborn! →undo',
      '3 OWNING amend-book: amend-household if register.bookElsewhere=true',
      '4 ACCEPTING hand-over: clerk',
    ],
    covers: { 1: 'verify-birth', 2: 'message of register', 3: 'register', 4: 'amend-book', 5: 'hand-over' },
  },
  'first-id-card': {
    steps: [
      '1 ACCEPTING verify-person: clerk',
      '2 OWNING sign: sign-identity-card →undo',
      '3 ACCEPTING make-card: make-identity-card!',
      '4 ACCEPTING hand-over: clerk',
    ],
    covers: { 1: 'verify-person', 2: 'message of sign', 3: 'sign', 4: 'make-card', 5: 'hand-over' },
  },
  'hukou-certificate': {
    steps: ['1 OWNING issue: issue-hukou-certificate!', '2 ACCEPTING hand-over: clerk'],
    covers: { 1: 'acceptance', 2: 'message of issue', 3: 'issue', 4: 'message of issue', 5: 'hand-over' },
  },
  'fund-transfer': {
    steps: [
      '1 ACCEPTING second-review: clerk',
      '2 ACCEPTING register-letter: register-transfer-letter →undo',
      '3 OWNING confirm-letter: confirm-transfer-letter',
      '4 OWNING review-account: review-transfer-account →undo',
      '5 OWNING pay: pay-transfer!',
      '6 ACCEPTING book: book-transfer',
      '7 ACCEPTING negotiate: clerk if book.matches=false',
    ],
    covers: {
      1: 'acceptance second-review',
      2: 'register-letter',
      3: 'confirm-letter',
      4: 'review-account',
      5: 'pay',
      6: 'book negotiate',
      7: 'book',
    },
  },
  'fund-withdraw-purchase': {
    steps: [
      '1 OWNING confirm-account: confirm-account',
      '1 THIRD verify-purchase: verify-purchase',
      '2 OWNING decide: clerk',
      '3 OWNING hold: hold-withdrawal →undo',
      '4 OWNING pay: pay-withdrawal!',
    ],
    // 2: the accepting place sends, the owning one answers.
    covers: {
      1: 'acceptance',
      2: 'message of confirm-account',
      3: 'verify-purchase',
      4: 'decide hold',
      5: 'pay',
      6: 'notice of every case',
    },
  },
  'disability-card-renew': {
    steps: ['1 ACCEPTING review: clerk', '2 OWNING receive-photo: clerk', '3 OWNING print-and-post: clerk'],
    covers: { 1: 'review', 2: 'applicant: receive-photo', 3: 'print-and-post' },
  },
  'used-car-transfer': {
    steps: ['1 ACCEPTING review: clerk', '2 OWNING send-archive: clerk', '3 ACCEPTING register: clerk'],
    covers: { 1: 'review', 2: 'send-archive', 3: 'register' },
  },
};

it.each(flows)('$id is a procedure, and no step of it got lost', ({ id, steps }) => {
  const flow = FLOWS[id];

  expect(brief(id)).toEqual(flow?.steps);
  expect(Object.keys(flow?.covers ?? {}).map(Number)).toEqual(steps.map(({ n }) => n));
  for (const { n, role } of steps) {
    const covering = flow?.covers[n] ?? '';
    // What is accepted, sent or told is no step of a system; whoever is named alone stands in its own place.
    if (/acceptance|message|separate|notice|applicant/.test(covering)) continue;
    const roles = covering
      .split(' ')
      .map((key) => procedures.get(id)?.steps.find((step) => step.key === key)?.role);
    expect([n, ...new Set(roles)]).toEqual([n, role.toUpperCase()]);
  }
});

it('covers every flow', () => {
  expect(Object.keys(FLOWS)).toEqual(flows.map(({ id }) => id));
});

it.each([
  [
    'temp-id-card',
    [
      '1 ACCEPTING verify-person: clerk',
      '2 OWNING confirm: clerk',
      '3 ACCEPTING make-card: make-temporary-identity-card!',
      '4 ACCEPTING hand-over: clerk',
    ],
  ],
  [
    'temp-id-card-delegated',
    [
      '1 ACCEPTING decide: clerk',
      '2 ACCEPTING make-card: make-temporary-identity-card!',
      '3 ACCEPTING hand-over: clerk',
    ],
  ],
  [
    'hukou-certificate-delegated',
    ['1 ACCEPTING decide: clerk', '2 OWNING issue: issue-hukou-certificate!', '3 ACCEPTING hand-over: clerk'],
  ],
  ['no-crime-certificate-online', ['1 OWNING issue: issue-no-criminal-record-certificate!']],
  [
    'first-id-card-delegated',
    [
      '1 ACCEPTING verify-person: clerk',
      '2 ACCEPTING decide: clerk',
      '3 OWNING sign: sign-identity-card →undo',
      '4 ACCEPTING make-card: make-identity-card!',
      '5 ACCEPTING hand-over: clerk',
    ],
  ],
  ['fund-withdraw-rent', ['1 OWNING hold: hold-withdrawal →undo', '2 OWNING pay: pay-withdrawal!']],
  ['fund-employer-open', ['1 OWNING review: clerk', '2 OWNING register: register-employer!']],
  ['fund-loan-prepay', ['1 OWNING repay: repay-loan-early!']],
])('%s is a procedure of its own', (id, steps) => {
  expect(brief(id)).toEqual(steps);
});
