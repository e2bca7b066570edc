import type { CaseState } from '../../../domain/cases/CaseState.ts';
import type { CaseStatus } from '../../../domain/cases/caseStatus.ts';

/** What the projection repeats of a state, so that it can be searched. */
export function columnsOf(state: CaseState, status: CaseStatus) {
  const acceptedAt = state.phase === 'OPEN' || state.phase === 'CLOSED' ? state.acceptedAt : null;
  return {
    status,
    outcome: state.phase === 'CLOSED' ? state.outcome : null,
    state: JSON.stringify(state),
    procedure_id: state.procedure.id,
    procedure_version: state.procedure.version,
    submitted_at: new Date(state.submittedAt),
    accepted_at: acceptedAt === null ? null : new Date(acceptedAt),
    closed_at: endOf(state),
  };
}

function endOf(state: CaseState): Date | null {
  if (state.phase === 'CLOSED') return new Date(state.closedAt);
  return state.phase === 'DECLINED' ? new Date(state.declinedAt) : null;
}
