/** Crockford's base 32: nothing that is misread over a telephone. */
export const INVITATION_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
