import type { CitizenNumber } from './citizenNumber.ts';
import type { CreditCode } from './creditCode.ts';

/** Whom a jurisdiction is asked about: number and name as they stand in the vault. Never log it. */
export type HolderIdentity =
  | { readonly kind: 'NATURAL_PERSON'; readonly number: CitizenNumber; readonly name: string }
  | { readonly kind: 'LEGAL_PERSON'; readonly number: CreditCode; readonly name: string };
