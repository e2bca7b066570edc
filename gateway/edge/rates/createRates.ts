import type { RedisLink } from '../../redis/RedisLink.ts';
import { HarvestAlarm } from './HarvestAlarm.ts';
import { LocalBuckets } from './LocalBuckets.ts';
import { PlaceRates } from './PlaceRates.ts';
import type { RateBuckets } from './RateBuckets.ts';
import { RequestRates } from './RequestRates.ts';
import type { RateSettings } from './rateSettings.ts';
import { SharedBuckets } from './SharedBuckets.ts';

export interface RateParts {
  readonly settings: RateSettings;
  readonly redis: RedisLink | undefined;
  /** Makes names of persons unreadable in keys. */
  readonly salt: Uint8Array | undefined;
  /** Gets one line for each thing that an operator should know. */
  readonly log: (line: string) => void;
}

/** Who counts; `null` where nothing is to be counted, so that it costs nothing. */
export interface Rates {
  readonly requests: RequestRates | null;
  readonly places: PlaceRates | null;
}

/** Puts together what counts requests and records. */
export function createRates({ settings, redis, log, salt = new Uint8Array() }: RateParts): Rates {
  const { portal, portals, citizen, staff, place, places, gateways } = settings;
  const local = new LocalBuckets({ share: redis === undefined ? 1 : gateways });
  const buckets: RateBuckets = redis === undefined ? local : new SharedBuckets(redis, local);
  const countsRequests = [portal, citizen, staff].some(Boolean) || Object.keys(portals).length > 0;
  const countsRecords = place !== undefined || Object.keys(places).length > 0;
  return {
    requests: countsRequests
      ? new RequestRates({ settings, buckets, salt, alarm: new HarvestAlarm(log) })
      : null,
    places: countsRecords ? new PlaceRates(settings, buckets) : null,
  };
}
