import { randomBytes } from 'node:crypto';
import type { AdapterResources } from '../../AdapterResources.ts';
import type { Place } from '../../Place.ts';
import { RecentOrders } from '../../steps/RecentOrders.ts';
import { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { HttpClient } from '../../transport/HttpClient.ts';
import { monotonicClock } from '../../transport/monotonicClock.ts';
import type { SocialInsurancePort } from '../port.ts';
import { BusinessCipher } from './BusinessCipher.ts';
import { MessageSigner } from './MessageSigner.ts';
import { NationalCipherClient } from './NationalCipherClient.ts';
import { NationalCipherSocialInsurance } from './NationalCipherSocialInsurance.ts';
import { NationalCipherSteps } from './NationalCipherSteps.ts';
import { nationalCipherOptions } from './options.ts';

/**
 * Connects a place whose social insurance system stands behind a gateway of the national ciphers; nothing is sent yet.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {RangeError} when a key is none of the SM2 curve; it is not quoted.
 * @throws {TypeError} when the URL cannot be read.
 */
export function createNationalCipherSocialInsurance(
  { jurisdiction, url, options: siteOptions }: Place,
  resources: AdapterResources,
): SocialInsurancePort {
  const options = nationalCipherOptions.parse(siteOptions);
  const client = new NationalCipherClient({
    http: new HttpClient({ jurisdiction, baseUrl: url }),
    options,
    cipher: new BusinessCipher({ jurisdiction, options, randomBytes }),
    signer: new MessageSigner(options),
    resources,
  });
  const system = new GuardedSystem({
    jurisdiction,
    onStateChange: (operation, state) => resources.onBreakerState(operation, state),
  });
  const { firstPage, handling } = options;
  const read = new NationalCipherSocialInsurance({ jurisdiction, client, system, firstPage });
  if (handling === undefined) return { read };
  const recent = new RecentOrders(resources.clock ?? monotonicClock);
  const onFault = resources.onInboundFault;
  return { read, step: new NationalCipherSteps({ jurisdiction, client, system, recent, onFault }) };
}
