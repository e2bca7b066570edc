import { expect, it } from 'vitest';
import { BUSINESSES as HOUSING_FUND } from '../../../adapters/housing-fund/pinyin-rest/businesses.ts';
import { SERVICES as PUBLIC_SECURITY } from '../../../adapters/public-security/data-exchange/services.ts';
import { BUSINESSES as SOCIAL_INSURANCE } from '../../../adapters/social-insurance/gbk-xml/businesses.ts';
import { STEP_OUTPUTS } from '../../../domain/cases/stepOutputs.ts';

interface Brings {
  readonly outputs: Readonly<Record<string, { readonly name: string }>>;
}
const SYSTEMS: readonly (readonly [string, Readonly<Record<string, Brings>>])[] = [
  ['公积金', HOUSING_FUND],
  ['公安', PUBLIC_SECURITY],
  ['社保', SOCIAL_INSURANCE],
];

it.each(SYSTEMS)('names what systems of %s bring, action by action', (_, businesses) => {
  const brought = Object.entries(businesses).map(([action, { outputs }]) => [
    action,
    Object.values(outputs)
      .map(({ name }) => name)
      .toSorted(),
  ]);
  const named = Object.keys(businesses).map((action) => [
    action,
    [...(Object.entries(STEP_OUTPUTS).find(([known]) => known === action)?.[1] ?? [])].toSorted(),
  ]);

  expect(named).toEqual(brought);
});
