import type { SocialInsuranceFile } from '../world/SocialInsuranceFile.ts';

/** What a place would transfer for a person, in fen: the personal account, and 12 % of all bases (国办发〔2009〕66号 §5). */
export function pensionAmountOf(file: SocialInsuranceFile | null): bigint {
  if (file === null) return 0n;
  const bases = file.contributions
    .filter(({ scheme }) => scheme === '110')
    .reduce((sum, { baseFen }) => sum + baseFen, 0n);
  return (file.pensionAccount?.balanceFen ?? 0n) + (bases * 12n) / 100n;
}
