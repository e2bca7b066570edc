import type { DiagnosisResources } from '../../DiagnosisResources.ts';
import type { Place } from '../../Place.ts';
import type { PlaceDiagnosis } from '../../PlaceDiagnosis.ts';
import { DataExchangeClient } from '../../transport/data-exchange/DataExchangeClient.ts';
import { addressOfUrl } from '../../transport/diagnosis/addressOfUrl.ts';
import { DateHeader } from '../../transport/diagnosis/DateHeader.ts';
import { diagnoseSystem } from '../../transport/diagnosis/diagnoseSystem.ts';
import { judgeCharset } from '../../transport/diagnosis/judgeCharset.ts';
import type { RefusalMeanings } from '../../transport/diagnosis/judgeSample.ts';
import { notTold } from '../../transport/diagnosis/notTold.ts';
import { unassignedPerson } from '../../transport/diagnosis/unassignedPerson.ts';
import { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { HttpClient } from '../../transport/HttpClient.ts';
import { DataExchangePublicSecurity } from './DataExchangePublicSecurity.ts';
import { publicSecurityOptions } from './publicSecurityOptions.ts';

const MEANINGS: RefusalMeanings = {
  '301': { kind: 'SIGN_IN', next: 'check secret and signScheme with the place' },
  '302': { kind: 'CLOCK' },
  '304': { kind: 'SIGN_IN', next: 'check requesterId; the place may not have registered us yet' },
  '305': { kind: 'SIGN_IN', next: 'ask the place to open services catalog-611 to catalog-615 to us' },
  '308': { kind: 'MAINTENANCE' },
  '309': { kind: 'BUSY' },
};
const CLOCK_LIMIT_MS = 5 * 60_000;

/**
 * Looks at a public security system that speaks the data exchange dialect.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 */
export function diagnoseDataExchange(
  { jurisdiction, url, options: siteOptions }: Place,
  { now, nonce }: DiagnosisResources,
): PlaceDiagnosis {
  const options = publicSecurityOptions.parse(siteOptions);
  const clock = new DateHeader();
  const http = new HttpClient({ jurisdiction, baseUrl: url, onHeaders: clock.observe });
  const system = new GuardedSystem({ jurisdiction, limits: { maxAttempts: 1 } });
  const client = new DataExchangeClient({ http, options, resources: { now, nonce } });
  const read = new DataExchangePublicSecurity({ jurisdiction, client, system, batchLimit: 1 });
  const probe = {
    address: addressOfUrl(url),
    meanings: MEANINGS,
    credentials: `requester and signature (${options.signScheme})`,
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
    release: notTold('2.0 and 2.1 differ in fields of records, and no record was asked for'),
  };
  return { sends: false, run: (signal) => diagnoseSystem(probe, signal).finally(() => http.close()) };
}
