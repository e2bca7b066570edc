import type { AdapterResources } from '../../AdapterResources.ts';
import type { Place } from '../../Place.ts';
import { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { HttpClient } from '../../transport/HttpClient.ts';
import type { SocialInsurancePort } from '../port.ts';
import { GbkXmlClient } from './GbkXmlClient.ts';
import { GbkXmlSocialInsurance } from './GbkXmlSocialInsurance.ts';
import { GbkXmlSteps } from './GbkXmlSteps.ts';
import { gbkXmlOptions } from './options.ts';

/**
 * Connects a place whose social insurance system speaks XML in GBK; nothing is sent yet.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the URL cannot be read.
 */
export function createGbkXmlSocialInsurance(
  { jurisdiction, url, options: siteOptions }: Place,
  resources: AdapterResources,
): SocialInsurancePort {
  const options = gbkXmlOptions.parse(siteOptions);
  const client = new GbkXmlClient({
    http: new HttpClient({ jurisdiction, baseUrl: url }),
    options,
    resources,
  });
  const system = new GuardedSystem({
    jurisdiction,
    onStateChange: (operation, state) => resources.onBreakerState(operation, state),
  });
  const read = new GbkXmlSocialInsurance({ jurisdiction, client, system });
  return options.handling === undefined
    ? { read }
    : { read, step: new GbkXmlSteps({ jurisdiction, client, system, resources }) };
}
