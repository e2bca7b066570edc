import { expect, it } from 'vitest';
import { parseCalendarDate } from '../../../../domain/calendarDate.ts';
import type { CaseEvent } from '../../../../domain/cases/CaseEvent.ts';
import { CaseRefusal } from '../../../../domain/cases/CaseRefusal.ts';
import type { CaseState } from '../../../../domain/cases/CaseState.ts';
import type { Procedure } from '../../../../domain/cases/Procedure.ts';
import { settleCase } from '../../../../domain/cases/settleCase.ts';
import { deltasOf } from '../../../../subgraphs/cases/statistics/deltasOf.ts';
import { aDelta } from './aDelta.ts';

const { kind: _, day: __, duration: ___, ...counted } = aDelta();
const at = (text: string) => Date.parse(`${text}+08:00`);
const procedure: Procedure = {
  id: 'by-clerk',
  version: 1,
  nameZh: '',
  acceptance: 'CLERK',
  steps: [
    {
      key: 'decide',
      nameZh: '审核',
      role: 'OWNING',
      stage: 1,
      when: null,
      deadlineWorkingDays: null,
      isPivot: false,
      performer: 'CLERK',
    },
  ],
};

const submitted: CaseEvent = { type: 'SUBMITTED', at: at('2026-03-02T23:59'), procedure };
const accepted: CaseEvent = { type: 'ACCEPTED', at: at('2026-03-03T00:01') };
const granted: CaseEvent = { type: 'STEP_DONE', at: at('2026-03-13T10:00'), step: 'decide', facts: {} };

function count(events: readonly CaseEvent[], due: { dueOn?: string; isOverdue?: boolean } = {}) {
  let state: CaseState | null = null;
  return events.flatMap((event) => {
    const settled = settleCase(state, [event], procedure);
    if (settled instanceof CaseRefusal) throw new Error(settled.reason);
    state = settled.state;
    return deltasOf({
      ...counted,
      limitWorkingDays: 8,
      dueOn: due.dueOn === undefined ? null : parseCalendarDate(due.dueOn),
      isOverdue: due.isOverdue ?? false,
      ...settled,
    });
  });
}

it('counts a case from its submission to its end, by the days of 北京, and names neither case nor person', () => {
  const deltas = count([
    submitted,
    accepted,
    { type: 'SUPPLEMENT_REQUESTED', at: at('2026-03-04T09:00') },
    { type: 'SUPPLEMENTED', at: at('2026-03-06T09:00') },
    granted,
  ]);

  expect(deltas).toEqual([
    { ...counted, kind: 'SUBMITTED', day: '2026-03-02', duration: null },
    { ...counted, kind: 'ACCEPTED', day: '2026-03-03', duration: null },
    {
      ...counted,
      kind: 'COMPLETED',
      day: '2026-03-13',
      duration: {
        acceptedOn: '2026-03-03',
        limitDays: 8,
        pauses: [{ from: '2026-03-04', to: '2026-03-06' }],
      },
    },
  ]);
});

it.each<[string, readonly CaseEvent[], object]>([
  [
    'one declined has no duration',
    [submitted, { type: 'DECLINED', at: at('2026-03-03T09:00') }],
    { kind: 'DECLINED', day: '2026-03-03', duration: null },
  ],
  [
    'one withdrawn says nothing of an office',
    [submitted, accepted, { type: 'ENDING_BEGUN', at: at('2026-03-05T09:00'), outcome: 'WITHDRAWN' }],
    { kind: 'WITHDRAWN', day: '2026-03-05', duration: null },
  ],
  [
    'one refused was decided',
    [submitted, accepted, { type: 'STEP_REFUSED', at: at('2026-03-05T09:00'), step: 'decide', code: 'NO' }],
    {
      kind: 'REFUSED',
      day: '2026-03-05',
      duration: { acceptedOn: '2026-03-03', limitDays: 8, pauses: [] },
    },
  ],
])('%s', (_name, events, last) => {
  expect(count(events).at(-1)).toEqual({ ...counted, ...last });
});

it('counts one that ends late as overdue, unless that was counted or it is in time', () => {
  const overdueDays = (due: { dueOn: string; isOverdue?: boolean }) =>
    count([submitted, accepted, granted], due).flatMap(({ kind, day }) => (kind === 'OVERDUE' ? [day] : []));

  expect(overdueDays({ dueOn: '2026-03-12' })).toEqual(['2026-03-13']);
  expect(overdueDays({ dueOn: '2026-03-12', isOverdue: true })).toEqual([]);
  expect(overdueDays({ dueOn: '2026-03-13' })).toEqual([]);
});
