import { createECDH, createPrivateKey, createPublicKey, ECDH, type KeyObject } from 'node:crypto';

/** DER around a raw key; lengths are fixed because SM2 keys are. From SEC 1, RFC 5208 and RFC 5480, curve sm2p256v1. */
const PRIVATE_PREFIX = Buffer.from(
  '308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420',
  'hex',
);
const PRIVATE_MIDDLE = Buffer.from('a144034200', 'hex');
const PUBLIC_PREFIX = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');
const POINT_BYTES = 65;

/** A key pair or a public key of the SM2 curve. */
export interface Sm2Key {
  /** For OpenSSL: private where the source was. */
  readonly key: KeyObject;
  /** The public point, uncompressed: 04, x, y. */
  readonly point: Buffer;
}

/**
 * Reads a key as sites hand it out: PEM (PKCS#8, SEC 1, SPKI), a private key of 64 hex digits, or a public point in
 * hex, uncompressed with or without its 04, or compressed.
 *
 * Loaded from DER always: a key that Node generated itself signs in a way that nobody else verifies.
 *
 * @throws {RangeError} when it is none of these, or not a key of the SM2 curve; the text is never quoted.
 */
export function sm2Key(text: string): Sm2Key {
  try {
    const hex = text.replace(/\s/g, '');
    if (/^[\da-f]{64}$/i.test(hex)) return fromScalar(Buffer.from(hex, 'hex'));
    if (/^(?:04)?[\da-f]{128}$|^0[23][\da-f]{64}$/i.test(hex)) return fromPoint(hex);
    return fromPem(text);
  } catch {
    throw new RangeError('not a key of the SM2 curve in PEM or hex');
  }
}

function fromScalar(scalar: Buffer): Sm2Key {
  const curve = createECDH('SM2');
  curve.setPrivateKey(scalar);
  const point = curve.getPublicKey();
  const der = Buffer.concat([PRIVATE_PREFIX, scalar, PRIVATE_MIDDLE, point]);
  return { key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }), point };
}

function fromPoint(hex: string): Sm2Key {
  const given = hex.length === 2 * (POINT_BYTES - 1) ? `04${hex}` : hex;
  const point = Buffer.from(pointOnCurve(given), 'hex');
  const der = Buffer.concat([PUBLIC_PREFIX, point]);
  return { key: createPublicKey({ key: der, format: 'der', type: 'spki' }), point };
}

/** Conversion refuses a point that does not lie on the curve. */
function pointOnCurve(hex: string): string {
  return String(ECDH.convertKey(hex, 'SM2', 'hex', 'hex', 'uncompressed'));
}

function fromPem(pem: string): Sm2Key {
  const key = pem.includes('PRIVATE KEY') ? createPrivateKey(pem) : createPublicKey(pem);
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const der = publicKey.export({ format: 'der', type: 'spki' });
  const isSm2 = der.subarray(0, PUBLIC_PREFIX.length).equals(PUBLIC_PREFIX);
  if (!isSm2 || der.length !== PUBLIC_PREFIX.length + POINT_BYTES) throw new RangeError('another curve');
  return { key, point: der.subarray(PUBLIC_PREFIX.length) };
}
