import type { AdapterResources } from '../../AdapterResources.ts';
import type { Place } from '../../Place.ts';
import { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { HttpClient } from '../../transport/HttpClient.ts';
import type { HousingFundPort } from '../port.ts';
import { pinyinRestOptions } from './options.ts';
import { PinyinRestClient } from './PinyinRestClient.ts';
import { PinyinRestHousingFund } from './PinyinRestHousingFund.ts';
import { PinyinRestSteps } from './PinyinRestSteps.ts';

/**
 * Connects a place whose housing fund centre speaks the pinyin REST dialect; nothing is sent yet.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the URL cannot be read.
 */
export function createPinyinRestHousingFund(
  { jurisdiction, url, options: siteOptions }: Place,
  resources: AdapterResources,
): HousingFundPort {
  const options = pinyinRestOptions.parse(siteOptions);
  const client = new PinyinRestClient({
    http: new HttpClient({ jurisdiction, baseUrl: url }),
    basePath: new URL(url).pathname.replace(/\/$/, ''),
    options,
    resources,
  });
  const system = new GuardedSystem({ jurisdiction, onStateChange: resources.onBreakerState });
  const { ratioUnit, handling } = options;
  const read = new PinyinRestHousingFund({ jurisdiction, client, system, ratioUnit });
  return handling === undefined
    ? { read }
    : { read, step: new PinyinRestSteps({ jurisdiction, client, system }) };
}
