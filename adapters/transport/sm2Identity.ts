import { sm3 } from './sm3.ts';

/** What there is of the curve sm2p256v1 that Z covers: a, b and the base point. */
const CURVE = Buffer.from(
  [
    'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc',
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93',
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7',
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
  ].join(''),
  'hex',
);

/**
 * Z, which binds a signature to its signer: the digest of user id, curve and public point. What is signed is Z‖message.
 *
 * @param point - uncompressed, 65 bytes.
 * @param userId - agreed between the sides, at most 8,191 bytes.
 * @see GB/T 32918.2, 5.5
 */
export function sm2Identity(point: Buffer, userId: string): Buffer {
  const id = Buffer.from(userId);
  const idBits = Buffer.alloc(2);
  idBits.writeUInt16BE(id.length * 8);
  return sm3(Buffer.concat([idBits, id, CURVE, point.subarray(1)]));
}
