import { createHmac, hkdfSync } from 'node:crypto';
import { aessiv } from '@noble/ciphers/aes.js';
import { isCitizenNumber } from '../../domain/citizenNumber.ts';
import { isCreditCode } from '../../domain/creditCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { Holder } from './Holder.ts';

const CHECK_TEXT = 'tongban-vault';

/**
 * Seals what identifies a holder before it is stored: AES-256-SIV, so that equal numbers give equal bytes and can be
 * looked up without being readable. Names are bound to their holder and give different bytes for two people of one name.
 *
 * @see RFC 5297
 */
export class HolderVault {
  readonly #cipherKey: Uint8Array;
  readonly #digestKey: Uint8Array;

  /** @param vaultKey - at least 32 bytes; without it the database says nothing about anybody. */
  constructor(vaultKey: Uint8Array) {
    this.#cipherKey = derive(vaultKey, 'cipher', 64);
    this.#digestKey = derive(vaultKey, 'digest', 32);
  }

  sealNumber(kind: HolderIdentity['kind'], number: HolderIdentity['number']): Buffer {
    return this.#seal(number, ['number', kind]);
  }

  sealName(holderId: string, name: string): Buffer {
    return this.#seal(name, ['name', holderId]);
  }

  /** @throws {Error} without details when the row was not sealed under this key. */
  open({ id, kind, numberSealed, nameSealed }: Holder): HolderIdentity {
    const number = this.#open(numberSealed, ['number', kind]);
    const name = this.#open(nameSealed, ['name', id]);
    if (kind === 'NATURAL_PERSON' && isCitizenNumber(number)) return { kind, number, name };
    if (kind === 'LEGAL_PERSON' && isCreditCode(number)) return { kind, number, name };
    throw new Error('the vault holds a number that its kind does not allow');
  }

  /** A known text under this key, by which a database tells whether it is given the key it was made with. */
  sealCheck(): Buffer {
    return this.#seal(CHECK_TEXT, ['check']);
  }

  /** A keyed digest of who asked: the same caller gives the same bytes, and no list of subjects can be tried on it. */
  digestSubject(issuer: string, subject: string): Buffer {
    return createHmac('sha256', this.#digestKey)
      .update(JSON.stringify([issuer, subject]))
      .digest();
  }

  #seal(text: string, purpose: readonly string[]): Buffer {
    return Buffer.from(aessiv(this.#cipherKey, ...toBytes(purpose)).encrypt(Buffer.from(text, 'utf8')));
  }

  #open(sealed: Buffer, purpose: readonly string[]): string {
    return Buffer.from(aessiv(this.#cipherKey, ...toBytes(purpose)).decrypt(sealed)).toString('utf8');
  }
}

function derive(vaultKey: Uint8Array, purpose: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', vaultKey, '', `tongban-vault:${purpose}`, length));
}

function toBytes(texts: readonly string[]): Buffer[] {
  return texts.map((text) => Buffer.from(text, 'utf8'));
}
