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

/** RECORDs that are read: four times what any place has in a package, materials included. Thousands would hold up all. */
const MAX_RECORDS = 250;

/** Bytes that are read of whom may be a stranger, to tell a wrong code from what is no call at all. */
const MAX_STRANGERS_BYTES = 64 * 1024;
/** Bytes from either end of a call in which its code stands; between them is the document. */
const END_BYTES = 4 * 1024;

const call = z.object({ deliver: z.object({ zcm: xmlLeaf, bw: xmlLeaf }) });

/** What a call is checked against. */
interface CallCheck {
  readonly callbackCode: string;
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads a call of the bus as far as its document: decoded, opened, of a length that is allowed, and from somebody who
 * knows our code, in this order; only a long call without our code is refused before it is read.
 *
 * @throws {RefusedPackage} -10, -2 or -1. What strangers send is not kept: they could fill our store.
 */
export function readCall(body: Uint8Array, { callbackCode, jurisdiction }: CallCheck): ReadPackage {
  const mayBeOurs = holdsCode(body, callbackCode);
  // XML can be written so that it takes seconds to read; strangers get no chance to make us.
  if (!mayBeOurs && body.length > MAX_STRANGERS_BYTES) throw stranger();

  const read = () => readSoapBody(decode(body), { shape: call, jurisdiction }).deliver;
  const { zcm, bw } = orRefuse(read, mayBeOurs);
  const isOurs = isSame(zcm.trim(), callbackCode);
  if (documentBytes(bw) > MAX_DOCUMENT_BYTES) {
    throw new RefusedPackage('-10', 'a document above the limit', { isKept: isOurs });
  }
  if (!isOurs) throw stranger();
  if (hasMoreThan(MAX_RECORDS, '<RECORD', bw)) {
    throw new RefusedPackage('-10', 'far more RECORDs than a package may have', { isKept: true });
  }
  return orRefuse(() => readPackage(bw, jurisdiction), true);
}

/** Counts without reading. */
function hasMoreThan(limit: number, word: string, text: string): boolean {
  let at = -1;
  for (let count = 0; count <= limit; count += 1) {
    at = text.indexOf(word, at + 1);
    if (at === -1) return false;
  }
  return true;
}

function stranger(): RefusedPackage {
  return new RefusedPackage('-1', 'a caller without our callback code', { isKept: false });
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

/** Whether our code stands near either end, where any call has it: cheap, and true for a damaged call as well. */
function holdsCode(body: Uint8Array, callbackCode: string): boolean {
  const ends = [body.subarray(0, END_BYTES), body.subarray(-END_BYTES)];
  return ends.some((end) => {
    const words =
      Buffer.from(end)
        .toString('latin1')
        .match(/[\w-]{16,64}/g) ?? [];
    return words.some((word) => isSame(word, callbackCode));
  });
}

/** In constant time, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
