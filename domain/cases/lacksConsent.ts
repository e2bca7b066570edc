import type { CaseState } from './CaseState.ts';

/** Whether somebody who was to take part has not consented, or had not when it ended: no office may know of such a case. */
export const lacksConsent = (state: CaseState): boolean =>
  state.phase === 'CONSENTING' || (state.phase === 'CLOSED' && state.lackedConsent);
