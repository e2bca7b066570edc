/** How one site writes SM2 signatures. */
export interface Sm2Options {
  /** As `sm2Key` reads it: private to sign, public or private to verify. */
  readonly key: string;
  /** An ASN.1 sequence, or r‖s in 64 bytes. */
  readonly form: 'der' | 'raw';
  /** Agreed between the sides; the default is that of GM/T 0009, which nearly every site keeps. */
  readonly userId?: string;
}

export const DEFAULT_SM2_USER_ID = '1234567812345678';
