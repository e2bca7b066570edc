import type { World } from '../../../sandbox/world/World.ts';
import { exchangeGoldenWorld } from './exchangeGoldenWorld.ts';

const COMPANY = '91109911MA9002KX7Y';

/** The people of {@link exchangeGoldenWorld}, and the company that the golden steps speak of. */
export const handlingGoldenWorld = (instant: number): World => ({
  ...exchangeGoldenWorld(instant),
  holders: [
    {
      kind: 'company',
      number: COMPANY,
      name: '启航R&D<试验>有限公司',
      demo: null,
      holdings: { 'public-security': [], 'social-insurance': [], 'housing-fund': [] },
    },
  ],
});
