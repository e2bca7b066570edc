import type { World } from '../../../sandbox/world/World.ts';
import { createGoldenWorld } from './createGoldenWorld.ts';
import { goldenWorld } from './goldenWorld.ts';

/** The few people of the golden bytes of both departments, known in every place; `dataTime` is epoch ms. */
export function exchangeGoldenWorld(dataTime: number): World {
  const insured = createGoldenWorld(dataTime);
  return {
    ...goldenWorld(dataTime),
    findSocialInsuranceFile: (place, number) => insured.findSocialInsuranceFile(place, number),
  };
}
