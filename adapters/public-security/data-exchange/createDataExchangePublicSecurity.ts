import type { AdapterResources } from '../../AdapterResources.ts';
import type { Place } from '../../Place.ts';
import { DataExchangeClient } from '../../transport/data-exchange/DataExchangeClient.ts';
import { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { HttpClient } from '../../transport/HttpClient.ts';
import type { PublicSecurityPort } from '../port.ts';
import { DataExchangePublicSecurity } from './DataExchangePublicSecurity.ts';
import { DataExchangeSteps } from './DataExchangeSteps.ts';
import { publicSecurityOptions } from './publicSecurityOptions.ts';

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
  const options = publicSecurityOptions.parse(siteOptions);
  const client = new DataExchangeClient({
    http: new HttpClient({ jurisdiction, baseUrl: url }),
    options,
    resources,
  });
  const system = new GuardedSystem({ jurisdiction, onStateChange: resources.onBreakerState });
  const { batchLimit, handling, legacyHandling } = options;
  const read = new DataExchangePublicSecurity({ jurisdiction, client, system, batchLimit });
  if (handling === undefined) return { read };
  const step = new DataExchangeSteps({ jurisdiction, client, system, dedupes: !legacyHandling });
  return { read, step };
}
