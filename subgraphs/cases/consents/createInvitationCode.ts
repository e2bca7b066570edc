import { randomBytes } from 'node:crypto';
import { INVITATION_ALPHABET } from './invitationAlphabet.ts';

const LENGTH = 16;

/** 邀请码: 80 random bits, so that nobody finds one by trying; `7K2M-…`, four groups of four. */
export const createInvitationCode = (): string =>
  [...randomBytes(LENGTH)]
    .map((byte) => INVITATION_ALPHABET[byte % INVITATION_ALPHABET.length])
    .join('')
    .replace(/.{4}(?=.)/g, '$&-');
