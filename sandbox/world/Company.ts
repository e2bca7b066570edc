import { createVehicles } from './createVehicles.ts';
import { creditCode } from './creditCode.ts';
import type { Vehicle } from './PublicSecurityFile.ts';
import { SANDBOX_PROVINCES } from './provinces.ts';
import { Random } from './Random.ts';

/** A fictitious company: it employs persons in many places and owns vehicles in some. */
export interface Company {
  readonly index: number;
  readonly number: string;
  readonly name: string;
  readonly vehicles: ReadonlyMap<string, readonly Vehicle[]>;
}

const WORDS = ['云岫', '启明湾', '松风', '九曲', '澄江', '南屏', '砺石', '远帆', '百川汇', '青禾'];
const TRADES = ['精密机械', '物流', '食品', '软件技术'];
const COMPANY_COUNT = 40;

/** Makes all companies, the same at every call. */
export function createCompanies(): readonly Company[] {
  return Array.from({ length: COMPANY_COUNT }, (_, index) => createCompany(index));
}

function createCompany(index: number): Company {
  const random = new Random(`company ${index}`);
  const word = WORDS[index % WORDS.length];
  const trade = TRADES[Math.floor(index / WORDS.length)];
  const homes = new Set(
    Array.from({ length: random.integer(1, 3) }, () => random.pick(SANDBOX_PROVINCES).code),
  );
  return {
    index,
    number: creditCode(index + 1),
    name: `${word}${trade}有限公司`,
    vehicles: new Map(
      [...homes].map((province, place) => [
        province,
        createVehicles(
          { province, count: random.integer(1, 6), serial: 30_000 + index * 30 + place * 10 },
          random,
        ),
      ]),
    ),
  };
}
