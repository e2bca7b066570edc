import { createECDH } from 'node:crypto';
import { bytes32 } from './bytes32.ts';

/** The point `scalar`·G as `04` ‖ x ‖ y, 65 bytes: the public key of a private one. */
export function sm2PublicKey(scalar: bigint): Buffer {
  const exchange = createECDH('SM2');
  exchange.setPrivateKey(bytes32(scalar));
  return exchange.getPublicKey();
}
