import { bigIntOf } from '../../ciphers/bigIntOf.ts';
import { sm2Identity } from '../../ciphers/sm2Identity.ts';
import { sm2PublicKey } from '../../ciphers/sm2PublicKey.ts';
import { sm2VerificationKey } from '../../ciphers/sm2VerificationKey.ts';
import { sm3 } from '../../ciphers/sm3.ts';
import type { SandboxSite } from '../../SandboxDialect.ts';
import type { CipherSuite } from './CipherSuite.ts';
import { nationalCipherOptions } from './NationalCipherOptions.ts';
import { platformPrivateKey } from './platformPrivateKey.ts';

/** @throws {z.ZodError} when the site's options are not those of the specification. */
export function createCipherSuite(site: SandboxSite): CipherSuite {
  const options = nationalCipherOptions.parse(site.options);
  const appPublicKey = sm2PublicKey(bigIntOf(Buffer.from(options.appPrivateKey, 'hex')));
  const platformPublicKey = Buffer.from(options.platformPublicKey, 'hex');
  return {
    options,
    platform: {
      privateKey: platformPrivateKey(site.derive),
      identity: sm2Identity(platformPublicKey, options.sm2UserId),
    },
    app: {
      publicKey: appPublicKey,
      key: sm2VerificationKey(appPublicKey),
      identity: sm2Identity(appPublicKey, options.sm2UserId),
    },
    sharedKey: sm3(Buffer.from(`${options.appCode}${options.appSecret}`)).subarray(0, 16),
    randomBytes: site.randomBytes,
  };
}
