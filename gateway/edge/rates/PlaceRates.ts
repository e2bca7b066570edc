import type { CallContextCaller } from '../../../domain/callContext.ts';
import { nameKey } from './nameKey.ts';
import type { Charge, RateBuckets } from './RateBuckets.ts';
import type { Rate, RateSettings } from './rateSettings.ts';
import { refuseFor } from './refuseFor.ts';

const messageOf = () => 'This place was asked for too many records in a short time';

/** What portals may ask of places, in records. */
export class PlaceRates {
  #settings: RateSettings;
  #isIdle: boolean;
  readonly #buckets: RateBuckets;

  constructor(settings: RateSettings, buckets: RateBuckets) {
    this.#settings = settings;
    this.#isIdle = isIdle(settings);
    this.#buckets = buckets;
  }

  /** Counts by other rates from now on; what was asked for already counts on. */
  adopt(settings: RateSettings): void {
    this.#settings = settings;
    this.#isIdle = isIdle(settings);
  }

  /**
   * @param prefix - division prefix of the endpoint that is to be asked.
   * @param records - entities that it is to be asked for in one call.
   * @returns what is to be waited for, where the buckets are elsewhere.
   * @throws {TongbanError} RATE_LIMITED with the seconds after which there is enough again. It rejects with the same.
   */
  take(caller: CallContextCaller | null, prefix: string, records: number): Promise<void> | null {
    if (this.#isIdle) return null;
    const named = this.#nameOf(prefix);
    const place = named ?? prefix;
    const charges = this.#chargesOf(caller?.portal ?? '', place, records);
    if (charges.length === 0) return null;
    const shortage = this.#buckets.take(charges);
    if (shortage instanceof Promise) return shortage.then((found) => refuseFor(found, messageOf));
    refuseFor(shortage, messageOf);
    return null;
  }

  #chargesOf(portal: string, place: string, units: number): readonly Charge[] {
    const own = Object.hasOwn(this.#settings.places, place) ? this.#settings.places[place] : undefined;
    const named = own !== undefined && Object.hasOwn(own.portals, portal) ? own.portals[portal] : undefined;
    const group = `d:${place}`;
    const charge = (key: string, rate: Rate | undefined): readonly Charge[] =>
      rate === undefined ? [] : [{ key: `${group}:${key}`, group, rate, units }];
    return [
      ...charge('all', own?.total),
      ...charge(`p:${nameKey(portal)}`, named ?? own?.portal ?? this.#settings.place),
    ];
  }

  /** The longest prefix that has rates of its own: all places under it share its buckets. */
  #nameOf(prefix: string): string | undefined {
    for (let length = prefix.length; length >= 2; length--) {
      const name = prefix.slice(0, length);
      if (Object.hasOwn(this.#settings.places, name)) return name;
    }
    return undefined;
  }
}

/** Whether nothing is to be counted, so that nothing is looked at. */
const isIdle = ({ place, places }: RateSettings): boolean =>
  place === undefined && Object.keys(places).length === 0;
