import { bigIntOf } from './bigIntOf.ts';
import { bytes32 } from './bytes32.ts';
import { invertModulo } from './invertModulo.ts';
import { SM2_CURVE } from './sm2Curve.ts';
import { sm2PublicKey } from './sm2PublicKey.ts';
import { SM2_SCALAR_BYTES, sm2Scalar } from './sm2Scalar.ts';
import { sm3 } from './sm3.ts';

export interface Sm2Signer {
  readonly privateKey: bigint;
  /** Z of the signer. */
  readonly identity: Buffer;
  readonly randomBytes: (length: number) => Buffer;
}

/**
 * An SM2 signature with SM3 as the 64 bytes r ‖ s.
 *
 * Node's own signing draws its one-time number itself; here it comes from the caller, so that golden bytes can be met.
 *
 * @see GM/T 0003.2, 6.1
 */
export function signSm2(message: Uint8Array, signer: Sm2Signer): Buffer {
  const { n } = SM2_CURVE;
  const e = bigIntOf(sm3(signer.identity, message));
  const inverse = invertModulo(1n + signer.privateKey, n);
  for (;;) {
    const k = sm2Scalar(signer.randomBytes(SM2_SCALAR_BYTES));
    const r = (e + bigIntOf(sm2PublicKey(k).subarray(1, 33))) % n;
    const s = (inverse * ((((k - r * signer.privateKey) % n) + n) % n)) % n;
    if (r !== 0n && r + k !== n && s !== 0n) return Buffer.concat([bytes32(r), bytes32(s)]);
  }
}
