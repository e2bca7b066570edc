import { INVITATION_ALPHABET } from './invitationAlphabet.ts';

/**
 * 邀请码: 80 bits, so that nobody finds one by trying; `7K2M-…`, four groups of four.
 *
 * @param bytes - 16 that nobody can foresee.
 */
export const createInvitationCode = (bytes: Uint8Array): string =>
  [...bytes]
    .map((byte) => INVITATION_ALPHABET[byte % INVITATION_ALPHABET.length])
    .join('')
    .replace(/.{4}(?=.)/g, '$&-');
