import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HousingFundFile } from '../../../sandbox/world/HousingFundFile.ts';
import type { PublicSecurityFile } from '../../../sandbox/world/PublicSecurityFile.ts';
import type { World } from '../../../sandbox/world/World.ts';

const MAKE = join(import.meta.dirname, '../../golden/make');

/** The few people whom the golden bytes speak of, known in every place; `dataTime` is epoch ms. */
export function goldenWorld(dataTime: number): World {
  const publicSecurity = readFiles<PublicSecurityFile>('public-security-files.json');
  const housingFund = readFiles<HousingFundFile>('housing-fund-files.json');
  return {
    holders: [],
    findPublicSecurityFile: (_place, number) => publicSecurity.get(number) ?? null,
    findSocialInsuranceFile: () => null,
    findHousingFundFile: (_place, number) => housingFund.get(number) ?? null,
    dataTime: () => dataTime,
  };
}

/** JSON has no bigint: amounts stand as text in fields that end in Fen. */
function readFiles<File extends { readonly holder: { readonly number: string } }>(
  name: string,
): ReadonlyMap<string, File> {
  const files: readonly File[] = JSON.parse(readFileSync(join(MAKE, name), 'utf8'), (key, value) =>
    key.endsWith('Fen') ? BigInt(value) : value,
  );
  return new Map(files.map((file) => [file.holder.number, file]));
}
