import type { JsonWebKey } from 'node:crypto';

/** Whether a key tells what its owner alone may know (RFC 7518, 6.2.2 and 6.3.2; RFC 8037): tokens could be made with it. */
export const isPrivateKey = (key: JsonWebKey): boolean => key.d !== undefined;
