import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { readSoapBody } from '../../transport/readSoapBody.ts';
import { xmlLeaf } from '../../transport/xmlLeaf.ts';
import { documentBytes } from './documentBytes.ts';
import { RefusedPackage } from './RefusedPackage.ts';
import { type ReadPackage, readPackage } from './readPackage.ts';

/** Bytes of a document, its materials not counted. */
const MAX_DOCUMENT_BYTES = 1024 * 1024;

const call = z.object({ deliver: z.object({ zcm: xmlLeaf, bw: xmlLeaf }) });

/** What a call is checked against. */
interface CallCheck {
  readonly callbackCode: string;
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads a call of the bus as far as its document: decoded, opened, of a length that is allowed, and from somebody who
 * knows our code, in this order.
 *
 * @throws {RefusedPackage} -10, -2 or -1. What strangers send is not kept: they could fill our store.
 */
export function readCall(body: Uint8Array, { callbackCode, jurisdiction }: CallCheck): ReadPackage {
  const { zcm, bw } = orRefuse(
    () => readSoapBody(decode(body), { shape: call, jurisdiction }).deliver,
    holdsCode(body, callbackCode),
  );
  const isOurs = isSame(zcm.trim(), callbackCode);
  if (documentBytes(bw) > MAX_DOCUMENT_BYTES) {
    throw new RefusedPackage('-10', 'a document above the limit', { isKept: isOurs });
  }
  if (!isOurs) throw new RefusedPackage('-1', 'a caller without our callback code', { isKept: false });
  return orRefuse(() => readPackage(bw, jurisdiction), true);
}

/** A lost character makes one RECORD bad, not the package, so it is let through here. */
function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new TongbanError('BAD_ENCODING', 'a call that is not UTF-8');
  }
}

function orRefuse<T>(read: () => T, isKept: boolean): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TongbanError)) throw error;
    throw new RefusedPackage('-2', error.message, { isKept });
  }
}

/** Tells a damaged call of the bus from what strangers send, where the envelope does not. */
function holdsCode(body: Uint8Array, callbackCode: string): boolean {
  const given = /<zcm[^<>]{0,200}>\s*([\w-]{16,64})\s*</.exec(Buffer.from(body).toString('latin1'))?.[1];
  return given !== undefined && isSame(given, callbackCode);
}

/** In constant time, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
