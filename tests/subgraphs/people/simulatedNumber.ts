import { type CitizenNumber, citizenNumberCheck, parseCitizenNumber } from '../../../domain/citizenNumber.ts';

/** The n-th simulated citizen number; its area, 990199, was never assigned. */
export function simulatedNumber(n: number): CitizenNumber {
  const birth = new Date(Date.UTC(1980, 0, 1 + Math.floor(n / 1_000))).toISOString().slice(0, 10);
  const first17 = `990199${birth.replaceAll('-', '')}${String(n % 1_000).padStart(3, '0')}`;
  return parseCitizenNumber(first17 + citizenNumberCheck(first17));
}
