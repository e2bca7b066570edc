import { areDistinct } from '../../../handling/areDistinct.ts';
import { hasControlCharacter } from '../../../handling/hasControlCharacter.ts';
import type { BusRecord } from './readBusRecord.ts';

const KEY = /^[0-9A-Z]{16,32}$/;
const DIVISION = /^\d{6}$/;
const ROLES: ReadonlySet<string> = new Set(['10', '20', '31', '41', '42', '43', '90']);

/**
 * Why a RECORD is not taken: something required is missing (-8), or something is malformed (-11).
 *
 * @param messageNumber - BWBH, which the key has to equal.
 */
export function flawOf(record: BusRecord, messageNumber: string): '-8' | '-11' | null {
  const { key, code, item, accepting, owning, parties, fields, sections } = record;
  const required = [
    ...[key, code, item, accepting, owning],
    ...parties.flatMap(({ role, number, name }) => [role, number, name]),
    ...fields.flat(),
  ];
  if (sections === 'missing' || parties.length === 0 || required.includes('')) return '-8';
  const isRight =
    sections === 'right' &&
    KEY.test(key) &&
    key === messageNumber &&
    /^[A-Z]{2}$/.test(code) &&
    /^[a-z0-9-]{1,64}$/.test(item) &&
    DIVISION.test(accepting) &&
    DIVISION.test(owning) &&
    parties.every(({ role, number }) => ROLES.has(role) && /^[0-9A-Z]{18}$/.test(number)) &&
    parties.filter(({ role }) => role === '10').length === 1 &&
    areDistinct(parties.map(({ role, number }) => role + number)) &&
    fields.every(([name]) => /^[A-Za-z][0-9A-Za-z]{0,39}$/.test(name)) &&
    areDistinct(fields.map(([name]) => name)) &&
    !required.some(hasControlCharacter);
  return isRight ? null : '-11';
}
