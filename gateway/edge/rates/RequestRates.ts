import { createHmac } from 'node:crypto';
import type { CallContextCaller } from '../../../domain/callContext.ts';
import type { HarvestAlarm } from './HarvestAlarm.ts';
import { nameKey } from './nameKey.ts';
import type { Charge, RateBuckets, Shortage } from './RateBuckets.ts';
import type { RateSettings } from './rateSettings.ts';
import { refuseFor } from './refuseFor.ts';

const STAFF: readonly string[] = ['clerk', 'statistics'];
const PERSON = 's:';
const DIGEST_LENGTH = 22;
/** Ends the key of whom the rate of staff counts. */
const AT_WORK = ':staff';
const messageOf = (key: string): string =>
  key.startsWith(PERSON)
    ? 'You have asked for too much in a short time; wait for retryAfter seconds'
    : 'The portal has asked for too much in a short time; wait for retryAfter seconds';

export interface RequestRatesOptions {
  readonly settings: RateSettings;
  readonly buckets: RateBuckets;
  /** Makes names of persons unreadable in keys. */
  readonly salt: Uint8Array;
  readonly alarm: HarvestAlarm;
}

/** What portals and persons may ask for, in cost of operations. */
export class RequestRates {
  #settings: RateSettings;
  #isIdle: boolean;
  readonly #buckets: RateBuckets;
  #salt: Uint8Array;
  readonly #alarm: HarvestAlarm;
  /** Callers of remembered tokens are the same objects, so that most keys are made once. */
  #keys = new WeakMap<CallContextCaller, string>();

  constructor({ settings, buckets, salt, alarm }: RequestRatesOptions) {
    this.#settings = settings;
    this.#isIdle = isIdle(settings);
    this.#buckets = buckets;
    this.#salt = salt;
    this.#alarm = alarm;
  }

  /** Counts by other rates from now on; what was asked for already counts on. */
  adopt(settings: RateSettings): void {
    this.#settings = settings;
    this.#isIdle = isIdle(settings);
  }

  /** Names persons by another salt from now on: each begins with a full bucket. */
  adoptSalt(salt: Uint8Array): void {
    this.#salt = salt;
    this.#keys = new WeakMap();
  }

  /**
   * @param cost - an operation counts as one unit at least.
   * @returns what is to be waited for, where the buckets are elsewhere.
   * @throws {TongbanError} RATE_LIMITED with the seconds after which there is enough again. It rejects with the same.
   */
  take(caller: CallContextCaller | null, cost: number): Promise<void> | null {
    if (this.#isIdle) return null;
    const portal = nameKey(caller?.portal ?? '');
    const charges = this.#chargesOf(caller, portal, Math.max(1, cost));
    if (charges.length === 0) return null;
    const shortage = this.#buckets.take(charges);
    if (shortage instanceof Promise) return shortage.then((found) => this.#judge(found, portal));
    this.#judge(shortage, portal);
    return null;
  }

  #judge(shortage: Shortage | null, portal: string): void {
    if (shortage?.key.startsWith(PERSON)) {
      this.#alarm.note(shortage.key.slice(0, PERSON.length + DIGEST_LENGTH), portal);
    }
    refuseFor(shortage, messageOf);
  }

  #chargesOf(caller: CallContextCaller | null, portal: string, units: number): readonly Charge[] {
    const { portals, portal: anyPortal, citizen, staff } = this.#settings;
    const name = caller?.portal ?? '';
    const charges: Charge[] = [];
    if (caller !== null) {
      // One bucket cannot be filled at two paces: who is staff and citizen has two.
      const atWork = staff !== undefined && caller.scopes.some((scope) => STAFF.includes(scope));
      const rate = atWork ? staff : citizen;
      if (rate !== undefined) {
        const group = this.#keyOf(caller);
        charges.push({ key: atWork ? `${group}${AT_WORK}` : group, group, rate, units });
      }
    }
    const ofPortal = (Object.hasOwn(portals, name) ? portals[name] : undefined) ?? anyPortal;
    if (ofPortal !== undefined) {
      const group = `p:${portal}`;
      charges.push({ key: group, group, rate: ofPortal, units });
    }
    return charges;
  }

  #keyOf(caller: CallContextCaller): string {
    const known = this.#keys.get(caller);
    if (known !== undefined) return known;
    const hash = createHmac('sha256', this.#salt).update(JSON.stringify([caller.issuer, caller.subject]));
    const key = `${PERSON}${hash.digest('base64url').slice(0, DIGEST_LENGTH)}`;
    this.#keys.set(caller, key);
    return key;
  }
}

/** Whether nothing is to be counted, so that nothing is looked at. */
const isIdle = ({ portal, portals, citizen, staff }: RateSettings): boolean =>
  ![portal, citizen, staff].some(Boolean) && Object.keys(portals).length === 0;
