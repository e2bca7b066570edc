import type { ActionName } from './act.ts';

/** Inputs that would do if only the caller and the case were right. */
export const ACTION_INPUTS: Readonly<Record<ActionName, Readonly<Record<string, unknown>>>> = {
  supplementCase: { form: {} },
  withdrawCase: {},
  giveConsent: {},
  refuseConsent: {},
  rateCase: { grade: 5 },
  acceptCase: {},
  declineCase: { reason: '请补充材料' },
  requestSupplement: { reason: '请补充材料' },
  decideCase: { step: 'second-review', decision: 'GRANT' },
  resolveParked: { step: 'book', resolution: 'DONE', reason: '请补充材料' },
  recordDelivery: { by: 'POSTAL' },
  beginSpecialProcedure: { kind: 'HEARING', reason: '请补充材料' },
  endSpecialProcedure: { reason: '请补充材料' },
  answerCorrection: { answer: '请补充材料' },
};
