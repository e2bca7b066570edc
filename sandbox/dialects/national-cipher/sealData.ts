import { encryptSm2 } from '../../ciphers/encryptSm2.ts';
import { encryptSm4 } from '../../ciphers/encryptSm4.ts';
import type { CipherSuite } from './CipherSuite.ts';
import type { SealedData } from './SealedData.ts';

/**
 * Seals bytes for the application, hex in upper case.
 *
 * Random bytes are drawn in this order: key and SM2 one-time number of the envelope, initial vector.
 */
export function sealData(text: Buffer, { options, app, sharedKey, randomBytes }: CipherSuite): SealedData {
  if (options.keyMode === 'shared') {
    return { encData: upperHex(encryptSm4(text, sharedKey, options.sm4Mode, randomBytes)) };
  }
  const key = randomBytes(16);
  const encKey = upperHex(encryptSm2(key, app.publicKey, options.cipherLayout, randomBytes));
  return { encData: upperHex(encryptSm4(text, key, options.sm4Mode, randomBytes)), encKey };
}

const upperHex = (bytes: Buffer): string => bytes.toString('hex').toUpperCase();
