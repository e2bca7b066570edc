import { describe, expect, it } from 'vitest';
import { CollaborationBusClient } from '../../../adapters/public-security/collaboration-bus/CollaborationBusClient.ts';
import { collaborationBusOptions } from '../../../adapters/public-security/collaboration-bus/options.ts';
import { toApplicationRecord } from '../../../adapters/public-security/collaboration-bus/toApplicationRecord.ts';
import type { PublicSecurityRead } from '../../../adapters/public-security/port.ts';
import { HttpClient } from '../../../adapters/transport/HttpClient.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { createMemoryStore, type MemoryStore } from '../support/createMemoryStore.ts';
import { type GoldenExchange, goldenExchanges } from './goldenExchanges.ts';
import { holderOf } from './holders.ts';
import { startBus } from './startBus.ts';

const patient = new AbortController().signal;

const kindOf = (number: string) =>
  /^\d{17}[\dX]$/.test(number) ? ('NATURAL_PERSON' as const) : ('LEGAL_PERSON' as const);

const ERRORS: Readonly<Record<string, string>> = {
  '-1': 'JURISDICTION_REJECTED',
  '-7': 'JURISDICTION_REJECTED',
  '-20': 'JURISDICTION_UNAVAILABLE',
  '-21': 'JURISDICTION_BUSY',
};

describe('golden applications', () => {
  it.each(goldenExchanges('to-bus'))('$name: $meaning', async (golden) => {
    const { answer, options, instant, collaborationNumber, messageNumber, persons = [] } = golden;
    await using bus = await startBus(() => ({
      status: answer.answer.status,
      contentType: answer.answer.headers['content-type'] ?? '',
      body: golden.answerBytes,
    }));
    const client = new CollaborationBusClient({
      http: new HttpClient({ jurisdiction: parseDivisionCode('31'), baseUrl: `${bus.systemUrl}/xtzx` }),
      options: collaborationBusOptions.parse({
        ...options,
        registrationCode: golden.registrationCode ?? options['registrationCode'],
      }),
      now: () => instant,
    });
    const records = persons.map(({ number, name }, index) =>
      toApplicationRecord({ kind: kindOf(number), number, name }, index),
    );

    const [outcome] = await Promise.allSettled([
      client.apply({ collaborationNumber, messageNumber, at: instant, records }, patient),
    ]);

    expect(bus.calls).toMatchObject([{ path: golden.request.path, headers: golden.request.headers }]);
    expect(bus.calls[0]?.body.toString('utf8')).toBe(golden.requestBytes.toString('utf8'));
    const { code, success, until, refusals } = answer.expected;
    expect(outcome).toMatchObject(
      success
        ? { status: 'fulfilled', value: { refused: refusals, body: golden.answerBytes } }
        : {
            status: 'rejected',
            reason: {
              code: ERRORS[code],
              upstreamCode: code,
              ...(until === null ? {} : { retryAfter: Math.min((until - instant) / 1_000, 3_600) }),
            },
          },
    );
  });
});

describe('golden feedback and notices', () => {
  it.each(goldenExchanges('to-us'))('$name: $meaning', async (golden) => {
    const store = createMemoryStore(() => golden.instant);
    await noteApplication(golden, store);
    await using bus = await startBus(() => ({ status: 404, body: '' }), {
      options: golden.options,
      now: () => golden.instant,
      store,
    });

    const answer = await bus.call(golden.requestBytes);

    expect(new URL(bus.url).pathname).toBe(golden.request.path);
    expect(answer).toEqual({
      status: golden.answer.answer.status,
      contentType: golden.answer.answer.headers['content-type'],
      text: golden.answerBytes.toString('utf8'),
    });
    const isTaken = golden.answer.expected.success;
    expect(store.taken.map(({ id, answers }) => ({ id, answers }))).toEqual(
      isTaken
        ? [
            {
              id: golden.messageNumber,
              answers: golden.operation === '0102' ? golden.collaborationNumber : null,
            },
          ]
        : [],
    );
    for (const record of golden.expected?.records ?? []) {
      const holder = holderOf(record.number, record.name ?? '某人');
      expect(await readAll(bus.read, holder)).toEqual(isTaken ? expectedOf(record) : NOTHING_PUSHED);
    }
  });
});

/** As the sender of the application does before it sends. */
async function noteApplication(golden: GoldenExchange, store: MemoryStore): Promise<void> {
  const asked = (golden.asked ?? []).map(({ number, name }) => holderOf(number, name));
  if (asked.length === 0) return;
  const { collaborationNumber: reference } = golden;
  await store.requests.claim({ reference, facet: 'register', againAfterMs: 1 }, asked);
}

async function readAll(read: PublicSecurityRead, holder: HolderIdentity) {
  const [[record], [hukou], [identityCard], [residencePermit], [vehicles]] = await Promise.all([
    read.findRecords([holder], patient),
    read.findHukou([holder], patient),
    read.findIdentityCards([holder], patient),
    read.findResidencePermits([holder], patient),
    read.findVehicles([holder], patient),
  ]);
  return { record, hukou, identityCard, residencePermit, vehicles };
}

const everywhere = (entry: unknown) => ({
  record: entry,
  hukou: entry,
  identityCard: entry,
  residencePermit: entry,
  vehicles: entry,
});
const NOTHING_PUSHED = everywhere(
  expect.objectContaining({ code: 'JURISDICTION_UNAVAILABLE', retryable: true, retryAfter: 10 }),
);

type ExpectedRecord = NonNullable<GoldenExchange['expected']>['records'][number];

function expectedOf(record: ExpectedRecord) {
  const { error, kind, asOf, onFile, hukou, identityCard, residencePermit, vehicles, number } = record;
  if (kind === 'refusal') {
    const refused = expect.objectContaining({ code: 'JURISDICTION_REJECTED', upstreamCode: error });
    return kindOf(number) === 'NATURAL_PERSON'
      ? everywhere(refused)
      : { record: refused, hukou: null, identityCard: null, residencePermit: null, vehicles: refused };
  }
  if (error !== null) return NOTHING_PUSHED;
  const withAsOf = (value: object | null | undefined) => (value ? { asOf, ...value } : null);
  return {
    record: onFile ? { asOf } : null,
    hukou: withAsOf(hukou),
    identityCard: withAsOf(identityCard),
    residencePermit: withAsOf(residencePermit),
    vehicles: (vehicles ?? []).map(withAsOf),
  };
}
