import type { AdapterResources } from '../../AdapterResources.ts';
import { connectExchangeTable } from '../../inbound/connectExchangeTable.ts';
import type { Place } from '../../Place.ts';
import { PushedSocialInsurance } from '../PushedSocialInsurance.ts';
import type { SocialInsurancePort } from '../port.ts';
import { socialInsuranceRows } from './wire.ts';

/**
 * Connects a social insurance centre with an exchange table; nothing is opened yet.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the address cannot be read or there is no store.
 */
export function createExchangeTableSocialInsurance(
  place: Place,
  resources: AdapterResources,
): SocialInsurancePort {
  const { reader, ...parts } = connectExchangeTable(place, resources, socialInsuranceRows);
  return { read: new PushedSocialInsurance(reader), ...parts };
}
