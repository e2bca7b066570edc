import type { Company } from './Company.ts';
import type { LifePlan } from './LifePlan.ts';
import { planDemoLives } from './planDemoLives.ts';
import { planFamily } from './planFamily.ts';
import { planSevenDialects } from './planSevenDialects.ts';

/** How many natural persons the world has, without the one who comes last. */
const PERSON_COUNT = 2_000;

/** Plans all natural persons, those with a set part first, then families until the world is full, then one more with a set part. */
export function planLives(companies: readonly Company[]): readonly LifePlan[] {
  const lives: LifePlan[] = [...planDemoLives(companies)];
  while (lives.length < PERSON_COUNT) {
    lives.push(...planFamily(lives.length + 1, PERSON_COUNT - lives.length, companies));
  }
  return [...lives, planSevenDialects(lives.length + 1, companies)];
}
