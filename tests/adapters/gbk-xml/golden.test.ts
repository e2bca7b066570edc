import { describe, expect, it } from 'vitest';
import { GbkXmlClient, type GbkXmlRows } from '../../../adapters/social-insurance/gbk-xml/GbkXmlClient.ts';
import { gbkXmlOptions } from '../../../adapters/social-insurance/gbk-xml/options.ts';
import { readRows } from '../../../adapters/social-insurance/gbk-xml/readRows.ts';
import { toBenefit } from '../../../adapters/social-insurance/gbk-xml/toBenefit.ts';
import { toContribution } from '../../../adapters/social-insurance/gbk-xml/toContribution.ts';
import { toEligibilityCheck } from '../../../adapters/social-insurance/gbk-xml/toEligibilityCheck.ts';
import { toEnrollment } from '../../../adapters/social-insurance/gbk-xml/toEnrollment.ts';
import { toPensionAccount } from '../../../adapters/social-insurance/gbk-xml/toPensionAccount.ts';
import { toSocialSecurityCard } from '../../../adapters/social-insurance/gbk-xml/toSocialSecurityCard.ts';
import * as wire from '../../../adapters/social-insurance/gbk-xml/wire.ts';
import { writeBody } from '../../../adapters/social-insurance/gbk-xml/writeBody.ts';
import { writeEnvelope } from '../../../adapters/social-insurance/gbk-xml/writeEnvelope.ts';
import type { NaturalPerson } from '../../../adapters/social-insurance/NaturalPerson.ts';
import { HttpClient } from '../../../adapters/transport/HttpClient.ts';
import { parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';
import { goldenFiles } from './goldenFiles.ts';

const patient = new AbortController().signal;
const jurisdiction = parseDivisionCode('43');
const ELEMENTS = ['aac002', 'aac003', 'aae140', 'aae041', 'aae042', 'qsh', 'hs', 'px'] as const;

type Body = Readonly<Record<string, string>>;

const elementsOf = (body: Body) => ELEMENTS.map((name) => [name, body[name] ?? ''] as const);

/** Reads an answer as the adapter does, by its transaction. */
const READERS: Readonly<Record<string, (answer: GbkXmlRows, person: NaturalPerson) => readonly object[]>> = {
  SBJY01: ({ rows }, person) =>
    readRows(rows, { person, shape: wire.enrollmentRow, jurisdiction }).map(toEnrollment),
  SBJY02: ({ rows }, person) =>
    readRows(rows, { person, shape: wire.contributionRow, jurisdiction }).map(toContribution),
  SBJY03: ({ rows, asOf }, person) =>
    readRows(rows, { person, shape: wire.pensionAccountRow, jurisdiction }).map((row) =>
      toPensionAccount(row, asOf),
    ),
  SBJY04: ({ rows, asOf }, person) =>
    readRows(rows, { person, shape: wire.benefitRow, jurisdiction }).map((row) => toBenefit(row, asOf)),
  SBJY05: ({ rows, asOf }, person) =>
    readRows(rows, { person, shape: wire.cardRow, jurisdiction }).map((row) =>
      toSocialSecurityCard(row, asOf),
    ),
  SBJY06: ({ rows, asOf }, person) =>
    readRows(rows, { person, shape: wire.eligibilityRow, jurisdiction }).map((row) =>
      toEligibilityCheck(row, asOf),
    ),
};

describe('golden requests', () => {
  it.each(goldenFiles('request'))('$name: $meaning', ({ options, transaction, lsh, now, body, bytes }) => {
    const written = writeEnvelope(gbkXmlOptions.parse(options), {
      transaction,
      body: writeBody(elementsOf(body)),
      serial: lsh,
      at: now,
    });

    expect(written.toString('latin1')).toBe(bytes.toString('latin1'));
  });
});

describe('golden answers', () => {
  it.each(goldenFiles('answer'))('$name: $meaning', async (golden) => {
    const { transaction, body, expected = {} } = golden;
    await using server = await startHttpServer((request, response) => {
      request.resume();
      response.setHeader('content-type', 'text/xml; charset=GBK').end(golden.bytes);
    });
    const client = new GbkXmlClient({
      http: new HttpClient({ jurisdiction, baseUrl: server.url }),
      options: gbkXmlOptions.parse(golden.options),
      resources: { now: () => golden.now, nonce: () => golden.lsh },
    });
    const person: NaturalPerson = {
      kind: 'NATURAL_PERSON',
      number: parseCitizenNumber(body['aac002'] ?? ''),
      name: body['aac003'] ?? '',
    };

    const asked = client.fetchRows({ transaction, elements: elementsOf(body) }, patient);

    if (expected.refusal !== undefined) {
      await expect(asked).rejects.toMatchObject({
        code: 'JURISDICTION_REJECTED',
        retryable: false,
        upstreamCode: expected.refusal,
      });
      return;
    }
    const answer = await asked;
    const subject = answer.rows.at(0);
    expect({ asOf: answer.asOf, total: answer.total }).toEqual({
      asOf: expected.asOf,
      total: expected.total,
    });
    expect(subject && { number: subject.aac002, name: subject.aac003 }).toEqual(expected.person);
    expect(READERS[transaction]?.(answer, person).map(inGoldenForm)).toEqual(expected.rows);
  });
});

/** Golden rows have amounts as text and the moment once for all. */
function inGoldenForm(row: object): object {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => name !== 'asOf')
      .map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  );
}
