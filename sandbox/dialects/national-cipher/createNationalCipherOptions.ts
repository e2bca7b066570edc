import { bytes32 } from '../../ciphers/bytes32.ts';
import { sm2PublicKey } from '../../ciphers/sm2PublicKey.ts';
import { SM2_SCALAR_BYTES, sm2Scalar } from '../../ciphers/sm2Scalar.ts';
import type { SiteSeed } from '../../SiteSeed.ts';
import type { NationalCipherOptions } from './NationalCipherOptions.ts';
import { platformPrivateKey } from './platformPrivateKey.ts';

const OUTER_SUCCESS = ['by-service', '200', '0'] as const;

/** Keys of one place, and choices that alternate so that every value of each meets every value of the others. */
export function createNationalCipherOptions({
  jurisdiction,
  ordinal,
  derive,
}: SiteSeed): NationalCipherOptions {
  const isSet = (bit: number): boolean => ((ordinal >> bit) & 1) === 1;
  return {
    appCode: `tongban-${jurisdiction}`,
    appSecret: derive('app-secret', 18).toString('base64url'),
    appPrivateKey: bytes32(sm2Scalar(derive('app-key', SM2_SCALAR_BYTES))).toString('hex'),
    platformPublicKey: sm2PublicKey(platformPrivateKey(derive)).toString('hex'),
    sm2UserId: ordinal % 7 === 6 ? `platform-${jurisdiction}` : '1234567812345678',
    signFormat: isSet(0) ? 'RS' : 'DER',
    sm4Mode: isSet(1) ? 'CBC' : 'ECB',
    keyMode: isSet(2) ? 'envelope' : 'shared',
    cipherLayout: isSet(0) === isSet(3) ? 'C1C3C2' : 'C1C2C3',
    firstPage: ordinal % 5 === 3 ? 1 : 0,
    outerSuccess: OUTER_SUCCESS[ordinal % 3] ?? 'by-service',
    handling: 'offered',
  };
}
