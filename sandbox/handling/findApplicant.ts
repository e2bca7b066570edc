import type { World } from '../world/World.ts';
import type { WorldHolder } from '../world/WorldHolder.ts';
import type { HandlingSite } from './HandlingSite.ts';

/**
 * Whoever is on file at a system under a number; companies are known to all systems.
 *
 * @param world - the site's, or a twisted view of it.
 */
export function findApplicant(
  site: Pick<HandlingSite, 'department' | 'jurisdiction'>,
  world: World,
  number: string,
): WorldHolder | null {
  const file = findFile(site, world, number);
  if (file !== null) return file.holder;
  return world.holders.find((holder) => holder.kind === 'company' && holder.number === number) ?? null;
}

function findFile(
  { department, jurisdiction }: Pick<HandlingSite, 'department' | 'jurisdiction'>,
  world: World,
  number: string,
): { readonly holder: WorldHolder } | null {
  switch (department) {
    case 'public-security':
      return world.findPublicSecurityFile(jurisdiction, number);
    case 'social-insurance':
      return world.findSocialInsuranceFile(jurisdiction, number);
    case 'housing-fund':
      return world.findHousingFundFile(jurisdiction, number);
    default:
      return null;
  }
}
