import type { AdapterResources } from '../../AdapterResources.ts';
import type { Place } from '../../Place.ts';
import { DataExchangeClient } from '../../transport/data-exchange/DataExchangeClient.ts';
import { dataExchangeOptions } from '../../transport/data-exchange/dataExchangeOptions.ts';
import { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { HttpClient } from '../../transport/HttpClient.ts';
import type { PublicSecurityPort } from '../port.ts';
import { DataExchangePublicSecurity } from './DataExchangePublicSecurity.ts';

/**
 * Connects a place whose public security system speaks the data exchange dialect; nothing is sent yet.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the URL cannot be read.
 */
export function createDataExchangePublicSecurity(
  { jurisdiction, url, options: siteOptions }: Place,
  resources: AdapterResources,
): PublicSecurityPort {
  const options = dataExchangeOptions.parse(siteOptions);
  const client = new DataExchangeClient({
    http: new HttpClient({ jurisdiction, baseUrl: url }),
    options,
    resources,
  });
  const system = new GuardedSystem({ jurisdiction, onStateChange: resources.onBreakerState });
  return {
    read: new DataExchangePublicSecurity({ jurisdiction, client, system, batchLimit: options.batchLimit }),
  };
}
