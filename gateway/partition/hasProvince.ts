import { PROVINCES } from '../../domain/provinces.ts';

const provinces: ReadonlySet<string> = new Set(PROVINCES.map(({ code2 }) => code2));

/** Whether a division, by however many of its digits, may lie anywhere. */
export const hasProvince = (digits: string): boolean => provinces.has(digits.slice(0, 2));
