import type { AdapterResources } from '../../AdapterResources.ts';
import { connectFileDrop } from '../../inbound/connectFileDrop.ts';
import type { Place } from '../../Place.ts';
import { PushedSocialInsurance } from '../PushedSocialInsurance.ts';
import type { SocialInsurancePort } from '../port.ts';
import { BUSINESSES } from './businesses.ts';
import { socialInsuranceFiles } from './wire.ts';

/**
 * Connects a social insurance centre that exchanges files; the directory is not looked at yet.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the address is no directory's or there is no store.
 */
export function createFileDropSocialInsurance(
  place: Place,
  resources: AdapterResources,
): SocialInsurancePort {
  const { reader, ...parts } = connectFileDrop(place, resources, {
    types: socialInsuranceFiles,
    businesses: BUSINESSES,
  });
  return { read: new PushedSocialInsurance(reader), ...parts };
}
