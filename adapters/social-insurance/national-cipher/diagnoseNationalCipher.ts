import { randomBytes } from 'node:crypto';
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
import { BusinessCipher } from './BusinessCipher.ts';
import { MessageSigner } from './MessageSigner.ts';
import { NationalCipherClient } from './NationalCipherClient.ts';
import { NationalCipherSocialInsurance } from './NationalCipherSocialInsurance.ts';
import { nationalCipherOptions } from './options.ts';

const MEANINGS: RefusalMeanings = {
  '4002': { kind: 'SIGN_IN', next: 'check appCode; the place may not have registered us yet' },
  '4003': {
    kind: 'SIGN_IN',
    next: 'check appSecret, appPrivateKey, sm2UserId and signFormat; the place must hold our public key',
  },
  '4004': {
    kind: 'SIGN_IN',
    next: 'check keyMode, cipherLayout, sm4Mode and platformPublicKey with the place',
  },
  '4005': { kind: 'CLOCK' },
  '4007': { kind: 'SIGN_IN', next: 'ask the place to open services SBC201 to SBC206 to us' },
  '5030': { kind: 'MAINTENANCE' },
  '9001': { kind: 'BUSY' },
};
const CLOCK_LIMIT_MS = 5 * 60_000;

/**
 * Looks at a social insurance system behind a gateway of the national ciphers.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {RangeError} when a key is none of the SM2 curve; it is not quoted.
 */
export function diagnoseNationalCipher(
  { jurisdiction, url, options: siteOptions }: Place,
  { now, nonce }: DiagnosisResources,
): PlaceDiagnosis {
  const options = nationalCipherOptions.parse(siteOptions);
  const clock = new DateHeader();
  const http = new HttpClient({ jurisdiction, baseUrl: url, onHeaders: clock.observe });
  const client = new NationalCipherClient({
    http,
    options,
    cipher: new BusinessCipher({ jurisdiction, options, randomBytes }),
    signer: new MessageSigner(options),
    resources: { now, nonce },
  });
  const system = new GuardedSystem({ jurisdiction, limits: { maxAttempts: 1 } });
  const { firstPage, keyMode, sm4Mode } = options;
  const read = new NationalCipherSocialInsurance({ jurisdiction, client, system, firstPage });
  const probe = {
    address: addressOfUrl(url),
    meanings: MEANINGS,
    credentials: `SM2 signature and SM4-${sm4Mode} cipher (${keyMode} key), both ways,`,
    ask: async (signal: AbortSignal) => {
      const [person] = await read.findInsuredPersons([unassignedPerson], signal);
      if (person instanceof Error) throw person;
      return person !== null;
    },
    theirClock: clock.read,
    clockSource: 'Date header',
    clockLimitMs: CLOCK_LIMIT_MS,
    now,
    charset: judgeCharset('utf-8', jurisdiction),
    release: notTold('1.x and 2.0 differ in fields of records, and no record was asked for'),
  };
  return { sends: false, run: (signal) => diagnoseSystem(probe, signal).finally(() => http.close()) };
}
