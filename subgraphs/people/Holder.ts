import type { HolderIdentity } from '../../domain/HolderIdentity.ts';

/** 持有人: a row of the vault; number and name stay sealed until somebody needs them. */
export interface Holder {
  /** UUID version 4, canonical spelling. */
  readonly id: string;
  readonly kind: HolderIdentity['kind'];
  readonly numberSealed: Buffer;
  readonly nameSealed: Buffer;
}
