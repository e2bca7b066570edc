import { INVITATION_ALPHABET } from './invitationAlphabet.ts';

const GROUPS = new RegExp(`^[${INVITATION_ALPHABET}]{16}$`);

/** The code as it was given out, however it was typed; `null` for what is none. */
export function readInvitationCode(text: string): string | null {
  const digits = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return GROUPS.test(digits) ? digits.replace(/.{4}(?=.)/g, '$&-') : null;
}
