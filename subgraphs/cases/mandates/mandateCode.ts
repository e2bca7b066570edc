import type { CaseVault } from '../CaseVault.ts';
import { createInvitationCode } from '../consents/createInvitationCode.ts';

/** 邀请码 of a mandate: made from its id under our own key, so that it need not be kept to be shown again. */
export const mandateCode = (vault: Pick<CaseVault, 'digestOf'>, mandateId: string): string =>
  createInvitationCode(vault.digestOf(['mandate-code', mandateId]).subarray(0, 16));
