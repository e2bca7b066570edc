import type { AdapterResources } from '../../AdapterResources.ts';
import { connectExchangeTable } from '../../inbound/connectExchangeTable.ts';
import type { Place } from '../../Place.ts';
import { PushedHousingFund } from '../PushedHousingFund.ts';
import type { HousingFundPort } from '../port.ts';
import { housingFundRows } from './wire.ts';

/**
 * Connects a housing fund centre with an exchange table; nothing is opened yet.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the address cannot be read or there is no store.
 */
export function createExchangeTableHousingFund(place: Place, resources: AdapterResources): HousingFundPort {
  const { reader, ...parts } = connectExchangeTable(place, resources, housingFundRows);
  return { read: new PushedHousingFund(reader), ...parts };
}
