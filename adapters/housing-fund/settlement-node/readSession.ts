import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { NodeSession } from './NodeSession.ts';
import { signInBody } from './wire.ts';

/** Given up this long before the hub does, so that no request arrives under a key that has just expired. */
const MARGIN_MS = 10_000;

/**
 * Opens the session key of a sign-in's answer.
 *
 * @param circumstances.signedInAt - by the monotonic clock, ms: before the request was sent.
 * @throws {TongbanError} JURISDICTION_BAD_RESPONSE, or JURISDICTION_REJECTED when hub and node have different node keys.
 * @see docs/dialects/settlement-node.md, 4
 */
export function readSession(
  body: unknown,
  {
    nodeKey,
    signedInAt,
    jurisdiction,
  }: { readonly nodeKey: Buffer; readonly signedInAt: number; readonly jurisdiction: DivisionCode },
): NodeSession {
  const { HHMY, JYZ, YXMS } = expectShape(body, { shape: signInBody, jurisdiction });
  const decipher = createDecipheriv('sm4-ecb', nodeKey, null).setAutoPadding(false);
  const key = Buffer.concat([decipher.update(HHMY, 'hex'), decipher.final()]);
  if (checkValue(key) !== JYZ.toUpperCase()) {
    throw new TongbanError('JURISDICTION_REJECTED', `${jurisdiction} has another node key than we`, {
      jurisdiction,
      retryable: false,
    });
  }
  const validMs = YXMS * 1_000;
  return { key, usableUntil: signedInAt + Math.max(validMs - MARGIN_MS, validMs / 2) };
}

function checkValue(key: Buffer): string {
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
  return cipher.update(Buffer.alloc(16)).toString('hex').slice(0, 8).toUpperCase();
}
