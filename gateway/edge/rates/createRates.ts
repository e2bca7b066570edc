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

/** Who counts. Where nothing is to be counted that costs nothing. */
export interface Rates {
  readonly requests: RequestRates;
  readonly places: PlaceRates;
  /** Counts by other rates from now on: a portal can be cut off while the gateway runs. */
  adopt(settings: RateSettings): void;
  /** The gateway has another context secret now. */
  takeContextSecret(secret: Uint8Array): void;
}

/** Puts together what counts requests and records. */
export function createRates({ settings, redis, log, salt = new Uint8Array() }: RateParts): Rates {
  const local = new LocalBuckets({ share: redis === undefined ? 1 : settings.gateways });
  const buckets: RateBuckets = redis === undefined ? local : new SharedBuckets(redis, local);
  const requests = new RequestRates({ settings, buckets, salt, alarm: new HarvestAlarm(log) });
  const places = new PlaceRates(settings, buckets);
  return {
    requests,
    places,
    adopt: (next) => {
      if (redis !== undefined) local.divideBy(next.gateways);
      requests.adopt(next);
      places.adopt(next);
    },
    takeContextSecret: (secret) => requests.adoptSalt(secret),
  };
}
