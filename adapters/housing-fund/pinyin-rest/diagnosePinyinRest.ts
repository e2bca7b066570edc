import type { DiagnosisResources } from '../../DiagnosisResources.ts';
import type { Place } from '../../Place.ts';
import type { PlaceDiagnosis } from '../../PlaceDiagnosis.ts';
import { addressOfUrl } from '../../transport/diagnosis/addressOfUrl.ts';
import { DateHeader } from '../../transport/diagnosis/DateHeader.ts';
import { diagnoseSystem } from '../../transport/diagnosis/diagnoseSystem.ts';
import { judgeCharset } from '../../transport/diagnosis/judgeCharset.ts';
import type { RefusalMeanings } from '../../transport/diagnosis/judgeSample.ts';
import { notTold } from '../../transport/diagnosis/notTold.ts';
import { unassignedPerson } from '../../transport/diagnosis/unassignedPerson.ts';
import { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { HttpClient } from '../../transport/HttpClient.ts';
import { pinyinRestOptions } from './options.ts';
import { PinyinRestClient } from './PinyinRestClient.ts';
import { PinyinRestHousingFund } from './PinyinRestHousingFund.ts';

const MEANINGS: RefusalMeanings = {
  '1001': {
    kind: 'SIGN_IN',
    next: 'check appSecret with the centre, and that url has the path that it signs',
  },
  '1002': { kind: 'CLOCK' },
  '1003': { kind: 'SIGN_IN', next: 'check appId; the centre may not have registered us yet' },
  '2009': { kind: 'ADDRESS', next: 'check the path in url: the centre has no such interface there' },
  '3001': { kind: 'BUSY' },
  '3002': { kind: 'MAINTENANCE' },
};
const CLOCK_LIMIT_MS = 5 * 60_000;

/**
 * Looks at a housing fund centre that speaks the pinyin REST dialect.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 */
export function diagnosePinyinRest(
  { jurisdiction, url, options: siteOptions }: Place,
  { now }: DiagnosisResources,
): PlaceDiagnosis {
  const options = pinyinRestOptions.parse(siteOptions);
  const clock = new DateHeader();
  const http = new HttpClient({ jurisdiction, baseUrl: url, onHeaders: clock.observe });
  const client = new PinyinRestClient({
    http,
    basePath: new URL(url).pathname.replace(/\/$/, ''),
    options,
    resources: { now },
  });
  const system = new GuardedSystem({ jurisdiction, limits: { maxAttempts: 1 } });
  const { ratioUnit } = options;
  const read = new PinyinRestHousingFund({ jurisdiction, client, system, ratioUnit });
  const probe = {
    address: addressOfUrl(url),
    meanings: MEANINGS,
    credentials: 'application and signature (HMAC-SHA256)',
    ask: async (signal: AbortSignal) => {
      const [record] = await read.findRecords([unassignedPerson], signal);
      if (record instanceof Error) throw record;
      return record !== null;
    },
    theirClock: clock.read,
    clockSource: 'Date header',
    clockLimitMs: CLOCK_LIMIT_MS,
    now,
    charset: judgeCharset('utf-8', jurisdiction),
    release: notTold('3.1 and 3.2 differ in fields of records, and no record was asked for'),
  };
  return { sends: false, run: (signal) => diagnoseSystem(probe, signal).finally(() => http.close()) };
}
