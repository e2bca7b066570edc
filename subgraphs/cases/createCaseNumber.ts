import { randomBytes } from 'node:crypto';
import { beijingDay } from '../../domain/beijingDay.ts';

/** Crockford's digits: no two of them look alike. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_DIGITS = 12;

/** 办件编号: `TB`, the day in 北京, 12 random digits (60 bits); 22 characters of `0-9A-Z`. It says nothing about anybody. */
export function createCaseNumber(at: number): string {
  const random = [...randomBytes(RANDOM_DIGITS)].map((byte) => DIGITS[byte % DIGITS.length]).join('');
  return `TB${beijingDay(at).replaceAll('-', '')}${random}`;
}
