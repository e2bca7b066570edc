import { decryptSm2 } from '../../ciphers/decryptSm2.ts';
import { decryptSm4 } from '../../ciphers/decryptSm4.ts';
import type { CipherSuite } from './CipherSuite.ts';
import type { SealedData } from './SealedData.ts';

/** The bytes that were sealed for the platform; `null` where a key or a padding does not fit. */
export function openData({ encData, encKey }: SealedData, suite: CipherSuite): Buffer | null {
  const key = sealingKey(encKey, suite);
  if (key?.length !== 16) return null;
  return decryptSm4(Buffer.from(encData, 'hex'), key, suite.options.sm4Mode);
}

function sealingKey(
  encKey: string | undefined,
  { options, platform, sharedKey }: CipherSuite,
): Buffer | null {
  if (options.keyMode === 'shared') return sharedKey;
  if (encKey === undefined) return null;
  return decryptSm2(Buffer.from(encKey, 'hex'), platform.privateKey, options.cipherLayout);
}
