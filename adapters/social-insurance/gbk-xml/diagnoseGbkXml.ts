import type { DiagnosisResources } from '../../DiagnosisResources.ts';
import type { Place } from '../../Place.ts';
import type { PlaceDiagnosis } from '../../PlaceDiagnosis.ts';
import { addressOfUrl } from '../../transport/diagnosis/addressOfUrl.ts';
import { DateHeader } from '../../transport/diagnosis/DateHeader.ts';
import { diagnoseSystem } from '../../transport/diagnosis/diagnoseSystem.ts';
import type { Finding } from '../../transport/diagnosis/Finding.ts';
import { judgeCharset } from '../../transport/diagnosis/judgeCharset.ts';
import type { RefusalMeanings } from '../../transport/diagnosis/judgeSample.ts';
import { notTold } from '../../transport/diagnosis/notTold.ts';
import { unassignedPerson } from '../../transport/diagnosis/unassignedPerson.ts';
import { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { HttpClient } from '../../transport/HttpClient.ts';
import { GbkXmlClient } from './GbkXmlClient.ts';
import { GbkXmlSocialInsurance } from './GbkXmlSocialInsurance.ts';
import { type GbkXmlOptions, gbkXmlOptions } from './options.ts';
import { restoreRareCharacters } from './restoreRareCharacters.ts';

const MEANINGS: RefusalMeanings = {
  '1003': { kind: 'SIGN_IN', next: 'check user and password with the place' },
  '1004': { kind: 'SIGN_IN', next: 'check password and digest (MD5 or SHA256) with the place' },
  '1005': { kind: 'CLOCK' },
  '1006': { kind: 'SIGN_IN', next: 'check agencyCode; the place may not have admitted it yet' },
  '9000': { kind: 'MAINTENANCE' },
  '9998': { kind: 'BUSY' },
};
const CLOCK_LIMIT_MS = 10 * 60_000;

/**
 * Looks at a social insurance system that speaks XML in GBK.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 */
export function diagnoseGbkXml(
  { jurisdiction, url, options: siteOptions }: Place,
  { now, nonce }: DiagnosisResources,
): PlaceDiagnosis {
  const options = gbkXmlOptions.parse(siteOptions);
  const clock = new DateHeader();
  const http = new HttpClient({ jurisdiction, baseUrl: url, onHeaders: clock.observe });
  const system = new GuardedSystem({ jurisdiction, limits: { maxAttempts: 1 } });
  const client = new GbkXmlClient({ http, options, resources: { now, nonce } });
  const read = new GbkXmlSocialInsurance({ jurisdiction, client, system });
  const probe = {
    address: addressOfUrl(url),
    meanings: MEANINGS,
    credentials: `agency, user and digest (${options.digest})`,
    ask: async (signal: AbortSignal) => {
      const [person] = await read.findInsuredPersons([unassignedPerson], signal);
      if (person instanceof Error) throw person;
      return person !== null;
    },
    theirClock: clock.read,
    clockSource: 'Date header',
    clockLimitMs: CLOCK_LIMIT_MS,
    now,
    charset: judgeRareCharacters(options, judgeCharset('gb18030', jurisdiction)),
    release: notTold('1.x and 2.0 differ in attributes of rows, and no row was asked for'),
  };
  return { sends: false, run: (signal) => diagnoseSystem(probe, signal).finally(() => http.close()) };
}

/** What becomes of rare characters at this site, as its option says. */
function judgeRareCharacters({ rareCharacters }: GbkXmlOptions, charset: Finding): Finding {
  if (charset.outcome !== 'PASSED') return charset;
  switch (rareCharacters) {
    case 'gb18030':
      return charset;
    case 'private-use':
      return restoreRareCharacters('\uE200') === '\u{2CB69}'
        ? { ...charset, found: `${charset.found}; the characters that this site defines are restored` }
        : { ...charset, outcome: 'FAILED', next: 'report it: our table of 造字 is damaged' };
    case 'question':
      return {
        ...charset,
        outcome: 'NOTED',
        found:
          'this site writes ? for every character outside GBK: such names come incomplete, and are compared so',
        next: 'ask the place whether it can send GB 18030, and set rareCharacters then',
      };
  }
}
