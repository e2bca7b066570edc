import type { AdapterResources } from '../../AdapterResources.ts';
import type { Place } from '../../Place.ts';
import { DataExchangeClient } from '../../transport/data-exchange/DataExchangeClient.ts';
import { dataExchangeOptions } from '../../transport/data-exchange/dataExchangeOptions.ts';
import { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { DEFAULT_GUARD_LIMITS } from '../../transport/guardLimits.ts';
import { HttpClient } from '../../transport/HttpClient.ts';
import type { RecordIndexPort } from '../port.ts';
import { DataExchangeRecordIndex } from './DataExchangeRecordIndex.ts';

/**
 * Connects a national record index that speaks the data exchange dialect; nothing is sent yet.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the URL cannot be read.
 */
export function createDataExchangeRecordIndex(
  { jurisdiction, url, options: siteOptions }: Place,
  resources: AdapterResources,
): RecordIndexPort {
  const options = dataExchangeOptions.parse(siteOptions);
  return new DataExchangeRecordIndex({
    index: jurisdiction,
    client: new DataExchangeClient({
      http: new HttpClient({ jurisdiction, baseUrl: url }),
      options,
      resources,
    }),
    system: new GuardedSystem({
      jurisdiction,
      onStateChange: resources.onBreakerState,
      limits: { fairMs: fairMs(resources.patienceMs) },
    }),
    batchLimit: options.batchLimit,
  });
}

/** An index that lets everybody wait in vain has failed, though nobody waits for it as long as for a place. */
function fairMs(patienceMs = Number.POSITIVE_INFINITY): number {
  // The guard's clock begins to run a little after the caller's.
  return Math.min(DEFAULT_GUARD_LIMITS.fairMs, patienceMs * 0.8);
}
