import type { HousingFundFile } from './HousingFundFile.ts';
import type { PublicSecurityFile } from './PublicSecurityFile.ts';
import type { SocialInsuranceFile } from './SocialInsuranceFile.ts';
import type { WorldHolder } from './WorldHolder.ts';

/** Everything that is true in the sandbox; read-only, the same at every start. */
export interface World {
  readonly holders: readonly WorldHolder[];
  /** Files are found by number and jurisdiction alone; `null` where that system holds nothing about the number. */
  findPublicSecurityFile(jurisdiction: string, number: string): PublicSecurityFile | null;
  findSocialInsuranceFile(jurisdiction: string, number: string): SocialInsuranceFile | null;
  findHousingFundFile(jurisdiction: string, number: string): HousingFundFile | null;
  /**
   * When the data of a system was last brought up to date: the last nightly run before `now`.
   *
   * @param now - epoch ms.
   * @returns epoch ms.
   */
  dataTime(department: string, jurisdiction: string, now: number): number;
}
