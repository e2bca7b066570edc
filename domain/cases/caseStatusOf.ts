import type { CaseState, OpenCase } from './CaseState.ts';
import type { CaseStatus } from './caseStatus.ts';

/** The status (办件状态) that portals read. */
export function caseStatusOf(state: CaseState): CaseStatus {
  switch (state.phase) {
    case 'DECLINED':
    case 'CLOSED':
      return state.phase;
    case 'CONSENTING':
      return 'AWAITING_CONSENT';
    case 'SUBMITTED':
      return state.halt === 'SUPPLEMENT' ? 'SUPPLEMENT_REQUIRED' : 'SUBMITTED';
    case 'OPEN':
      return openStatus(state);
  }
}

/** What needs a person goes first, then what stops the clock. */
function openStatus({ steps, halt }: OpenCase): CaseStatus {
  const progress = Object.values(steps).map(({ status }) => status);
  if (progress.includes('PARKED')) return 'PARKED';
  if (halt === 'SUPPLEMENT') return 'SUPPLEMENT_REQUIRED';
  if (halt === 'SPECIAL_PROCEDURE') return 'SPECIAL_PROCEDURE';
  if (progress.includes('PENDING') || progress.includes('UNKNOWN')) return 'COLLABORATING';
  return progress.length === 0 ? 'ACCEPTED' : 'IN_PROGRESS';
}
