import type { KeyObject } from 'node:crypto';
import type { NationalCipherOptions } from './NationalCipherOptions.ts';

/** Keys and choices of one site, ready for use. */
export interface CipherSuite {
  readonly options: NationalCipherOptions;
  readonly platform: { readonly privateKey: bigint; readonly identity: Buffer };
  readonly app: { readonly publicKey: Buffer; readonly key: KeyObject; readonly identity: Buffer };
  /** The SM4 key where the site has no envelope. */
  readonly sharedKey: Buffer;
  readonly randomBytes: (length: number) => Buffer;
}
