import { describe, expect, it } from 'vitest';
import type { NaturalPerson } from '../../../adapters/social-insurance/NaturalPerson.ts';
import { BusinessCipher } from '../../../adapters/social-insurance/national-cipher/BusinessCipher.ts';
import { canonicalJson } from '../../../adapters/social-insurance/national-cipher/canonicalJson.ts';
import { MessageSigner } from '../../../adapters/social-insurance/national-cipher/MessageSigner.ts';
import { NationalCipherClient } from '../../../adapters/social-insurance/national-cipher/NationalCipherClient.ts';
import { nationalCipherOptions } from '../../../adapters/social-insurance/national-cipher/options.ts';
import { readRows } from '../../../adapters/social-insurance/national-cipher/readRows.ts';
import { OUTER_SUCCESS, type Service } from '../../../adapters/social-insurance/national-cipher/service.ts';
import { signString } from '../../../adapters/social-insurance/national-cipher/signString.ts';
import { toBenefit } from '../../../adapters/social-insurance/national-cipher/toBenefit.ts';
import { toContribution } from '../../../adapters/social-insurance/national-cipher/toContribution.ts';
import { toEligibilityCheck } from '../../../adapters/social-insurance/national-cipher/toEligibilityCheck.ts';
import { toEnrollment } from '../../../adapters/social-insurance/national-cipher/toEnrollment.ts';
import { toPensionAccount } from '../../../adapters/social-insurance/national-cipher/toPensionAccount.ts';
import { toSocialSecurityCard } from '../../../adapters/social-insurance/national-cipher/toSocialSecurityCard.ts';
import * as wire from '../../../adapters/social-insurance/national-cipher/wire.ts';
import {
  type Business,
  writeRequest,
} from '../../../adapters/social-insurance/national-cipher/writeRequest.ts';
import { HttpClient } from '../../../adapters/transport/HttpClient.ts';
import { Sm2Decryptor } from '../../../adapters/transport/Sm2Decryptor.ts';
import { Sm2Verifier } from '../../../adapters/transport/Sm2Verifier.ts';
import { parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';
import { goldenFiles } from './goldenFiles.ts';

const patient = new AbortController().signal;
const jurisdiction = parseDivisionCode('44');

/** Reads a record as the adapter does, by its service. */
const READERS: Readonly<
  Record<Service, (record: wire.PersonRecord, person: NaturalPerson) => readonly object[]>
> = {
  SBC201: (record, person) =>
    readRows(record, { person, shape: wire.enrollmentRow, jurisdiction }).map(toEnrollment),
  SBC202: (record, person) =>
    readRows(record, { person, shape: wire.contributionRow, jurisdiction }).map(toContribution),
  SBC203: (record, person) =>
    readRows(record, { person, shape: wire.pensionAccountRow, jurisdiction }).map((row) =>
      toPensionAccount(row, record.dataTime),
    ),
  SBC204: (record, person) =>
    readRows(record, { person, shape: wire.benefitRow, jurisdiction }).map((row) =>
      toBenefit(row, record.dataTime),
    ),
  SBC205: (record, person) =>
    readRows(record, { person, shape: wire.cardRow, jurisdiction }).map((row) =>
      toSocialSecurityCard(row, record.dataTime),
    ),
  SBC206: (record, person) =>
    readRows(record, { person, shape: wire.eligibilityRow, jurisdiction }).map((row) =>
      toEligibilityCheck(row, record.dataTime),
    ),
};

describe('golden requests', () => {
  it.each(goldenFiles('request'))('$name: $meaning', (golden) => {
    const options = nationalCipherOptions.parse(golden.options);
    const { message, key } = write(golden);
    const expected = JSON.parse(golden.bytes.toString());

    // Signature and envelope hold chance of their own; everything else is the same to the byte.
    expect(withoutChance(message)).toBe(withoutChance(golden.bytes.toString()));
    const ours = JSON.parse(message);
    const verifier = new Sm2Verifier({
      key: options.appPrivateKey,
      form: options.signFormat === 'RS' ? 'raw' : 'der',
      userId: options.sm2UserId,
    });
    for (const { signData } of [ours, expected]) {
      const signature = Buffer.from(signData, 'base64');
      expect(verifier.verify(Buffer.from(golden.signString ?? ''), signature)).toBe(true);
    }
    if (options.keyMode === 'shared') return;
    const platform = new Sm2Decryptor({
      key: golden.platformPrivateKey,
      layout: options.cipherLayout,
      jurisdiction,
    });
    for (const { data } of [ours, expected]) {
      expect(platform.decrypt(Buffer.from(data.encKey, 'hex')).toString('hex')).toBe(key);
    }
  });

  it.each(goldenFiles('request'))(
    'sign string of $name',
    ({ bytes, plain, options, signString: expected }) => {
      const head = JSON.parse(bytes.toString());
      const { appSecret } = nationalCipherOptions.parse(options);

      expect(signString({ head, business: canonicalJson(plain), appSecret })).toBe(expected);
    },
  );
});

describe('golden answers', () => {
  it.each(goldenFiles('answer'))('$name: $meaning', async (golden) => {
    const { expected = {} } = golden;
    await using server = await startHttpServer((request, response) => {
      request.resume();
      response.setHeader('content-type', 'application/json; charset=utf-8').end(golden.bytes);
    });
    const options = nationalCipherOptions.parse(golden.options);
    const client = new NationalCipherClient({
      http: new HttpClient({ jurisdiction, baseUrl: server.url }),
      options,
      cipher: new BusinessCipher({ jurisdiction, options, randomBytes: (size) => Buffer.alloc(size, 7) }),
      signer: new MessageSigner(options),
      resources: { now: () => golden.now, nonce: () => golden.serialNo },
    });
    const business = requestOf(golden.name);
    // One golden answer refuses a service that nobody has.
    const service = isService(golden.serviceCode) ? golden.serviceCode : 'SBC201';

    const asked = client.ask({ service, business }, patient);

    if (expected.layer === 'outer') {
      await expect(asked).rejects.toMatchObject({
        code: 'JURISDICTION_REJECTED',
        retryable: false,
        upstreamCode: String(expected.refusal),
      });
      return;
    }
    const { asOf, record } = await asked;
    expect(asOf).toBe(expected.asOf);
    if (expected.refusal !== undefined) {
      expect(record).toBeNull();
      return;
    }
    if (record === null) throw new Error('the record is missing');
    const person: NaturalPerson = {
      kind: 'NATURAL_PERSON',
      number: parseCitizenNumber(business.aac002),
      name: business.aac003,
    };
    expect({
      number: parseCitizenNumber(record.person.aac002),
      name: record.person.aac003,
    }).toEqual(expected.person);
    expect(record.page?.total).toBe(expected.total);
    expect(READERS[service](record, person).map(inGoldenForm)).toEqual(expected.rows);
  });
});

type Golden = ReturnType<typeof goldenFiles>[number];

/** The message that we write in the place of a golden one, given its chance. */
function write(golden: Golden): { readonly message: string; readonly key: string } {
  const options = nationalCipherOptions.parse(golden.options);
  const { sm4Key, iv } = golden.random;
  const chance = options.keyMode === 'envelope' ? [sm4Key, iv] : [iv];
  const cipher = new BusinessCipher({
    jurisdiction,
    options,
    randomBytes: () => Buffer.from(chance.shift() ?? '', 'hex'),
  });
  const message = writeRequest(
    { appCode: options.appCode, cipher, signer: new MessageSigner(options) },
    {
      service: golden.serviceCode,
      business: businessOf(golden),
      serial: golden.serialNo,
      at: golden.now,
    },
  );
  return { message, key: sm4Key };
}

function requestOf(answerName: string): Business {
  const request = goldenFiles('request').find(({ name }) => name === answerName.replace('answer', 'request'));
  if (request === undefined) throw new Error('the request is missing');
  return businessOf(request);
}

function businessOf({ plain }: Golden): Business {
  const { aac002, aac003, ...more } = plain ?? {};
  return { aac002: String(aac002), aac003: String(aac003), ...more };
}

function isService(code: string): code is Service {
  return Object.hasOwn(OUTER_SUCCESS, code);
}

function withoutChance(message: string): string {
  return message.replace(/"(encKey|signData)":"[^"]+"/g, '"$1":"…"');
}

/** Golden rows have amounts as text and the moment once for all. */
function inGoldenForm(row: object): object {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => name !== 'asOf')
      .map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  );
}
