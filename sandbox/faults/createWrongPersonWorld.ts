import type { World } from '../world/World.ts';
import type { WorldHolder } from '../world/WorldHolder.ts';

/** A world in which one system mixes people up: whoever is asked about, the file of the next one of its kind is found. */
export function createWrongPersonWorld(world: World): World {
  const next = createNext(world);
  return {
    holders: world.holders,
    findPublicSecurityFile: (place, number) =>
      world.findPublicSecurityFile(place, next('public-security', place, number)),
    findSocialInsuranceFile: (place, number) =>
      world.findSocialInsuranceFile(place, next('social-insurance', place, number)),
    findHousingFundFile: (place, number) =>
      world.findHousingFundFile(place, next('housing-fund', place, number)),
    dataTime: (department, place, now) => world.dataTime(department, place, now),
  };
}

type Next = (department: keyof WorldHolder['holdings'], place: string, number: string) => string;

/** Who is unknown stays unknown; who is the only one of the kind in a place stays the same. */
function createNext(world: World): Next {
  const rings = new Map<string, readonly string[]>();
  const kinds = new Map(world.holders.map(({ number, kind }) => [number, kind]));
  return (department, place, number) => {
    const kind = kinds.get(number);
    const key = `${department} ${place} ${kind}`;
    const ring =
      rings.get(key) ??
      world.holders
        .filter((holder) => holder.kind === kind && holder.holdings[department].includes(place))
        .map((holder) => holder.number);
    rings.set(key, ring);
    const position = ring.indexOf(number);
    return position < 0 ? number : (ring[(position + 1) % ring.length] ?? number);
  };
}
