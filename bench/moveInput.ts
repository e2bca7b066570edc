import { PROVINCES } from '../domain/provinces.ts';

const CODES = PROVINCES.map(({ code2 }) => `${code2}0000`);

/** What a portal hands in as the so-many-th case: a move between two of all provinces. */
export const moveInput = (number: number) => ({
  item: 'hukou-move-job',
  acceptingDivision: CODES[number % CODES.length],
  owningDivision: CODES[(number * 7 + 3) % CODES.length],
  channel: 'PORTAL',
  form: { toAddress: '某市某区某路某号' },
});
