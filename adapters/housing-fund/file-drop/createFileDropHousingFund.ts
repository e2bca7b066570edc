import type { AdapterResources } from '../../AdapterResources.ts';
import { connectFileDrop } from '../../inbound/connectFileDrop.ts';
import type { Place } from '../../Place.ts';
import { PushedHousingFund } from '../PushedHousingFund.ts';
import type { HousingFundPort } from '../port.ts';
import { BUSINESSES } from './businesses.ts';
import { housingFundFiles } from './wire.ts';

/**
 * Connects a housing fund centre that exchanges files; the directory is not looked at yet.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the address is no directory's or there is no store.
 */
export function createFileDropHousingFund(place: Place, resources: AdapterResources): HousingFundPort {
  const { reader, ...parts } = connectFileDrop(place, resources, {
    types: housingFundFiles,
    businesses: BUSINESSES,
  });
  return { read: new PushedHousingFund(reader), ...parts };
}
