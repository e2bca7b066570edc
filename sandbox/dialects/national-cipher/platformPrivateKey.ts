import { SM2_SCALAR_BYTES, sm2Scalar } from '../../ciphers/sm2Scalar.ts';
import type { SiteSeed } from '../../SiteSeed.ts';

/** The gateway's own private key: derived, because only its public half is among the options of the place. */
export const platformPrivateKey = (derive: SiteSeed['derive']): bigint =>
  sm2Scalar(derive('platform-key', SM2_SCALAR_BYTES));
