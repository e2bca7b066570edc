import { aessiv } from '@noble/ciphers/aes.js';
import { z } from 'zod';
import { type CitizenNumber, isCitizenNumber } from '../../domain/citizenNumber.ts';
import { type CreditCode, isCreditCode } from '../../domain/creditCode.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { IdentityKey } from './IdentityKey.ts';

/** The jurisdiction that opens, with its current key and the previous ones that still count. */
export interface SealOwner {
  readonly jurisdiction: DivisionCode;
  readonly keys: readonly IdentityKey[];
}

const SEALED = /^v([1-9]\d{0,6})\.([A-Za-z0-9_-]{22,2048})$/;

/** What lies under the seal, as JSON: kind, number, name. */
const content = z.union([
  z.tuple([z.literal('NATURAL_PERSON'), z.custom<CitizenNumber>(isCitizenNumber), z.string().min(1)]),
  z.tuple([z.literal('LEGAL_PERSON'), z.custom<CreditCode>(isCreditCode), z.string().min(1)]),
]);

/**
 * Opens an identity that `people` sealed for this jurisdiction: `v<version>.<base64url>`, AES-SIV with the
 * jurisdiction's code as associated data.
 *
 * @throws {TongbanError} FORBIDDEN, always with the same message: sealed for another place, under a key that is not
 *   kept any more, tampered with, or no seal at all.
 * @see RFC 5297
 */
export function openIdentity(sealed: string, { jurisdiction, keys }: SealOwner): HolderIdentity {
  const [, version, text] = (typeof sealed === 'string' && SEALED.exec(sealed)) || [];
  const key = keys.find((candidate) => String(candidate.version) === version);
  if (key === undefined || text === undefined) throw refusal(jurisdiction, 'no such key version');

  const opened = content.safeParse(decrypt(text, key, jurisdiction));
  if (!opened.success) throw refusal(jurisdiction, 'content of another shape');
  return toIdentity(opened.data);
}

function decrypt(text: string, { key }: IdentityKey, jurisdiction: DivisionCode): unknown {
  try {
    const bytes = aessiv(key, Buffer.from(jurisdiction, 'ascii')).decrypt(Buffer.from(text, 'base64url'));
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw refusal(jurisdiction, 'the seal does not fit');
  }
}

function toIdentity([kind, number, name]: z.infer<typeof content>): HolderIdentity {
  return kind === 'NATURAL_PERSON' ? { kind, number, name } : { kind, number, name };
}

/** @param reason - for the log only. */
function refusal(jurisdiction: DivisionCode, reason: string): TongbanError {
  const cause = new TongbanError('FORBIDDEN', reason);
  return new TongbanError('FORBIDDEN', 'The sealed identity is not for this place', { jurisdiction, cause });
}
