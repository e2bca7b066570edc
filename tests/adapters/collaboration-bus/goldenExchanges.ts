import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const FOLDER = new URL('../../golden/collaboration-bus/', import.meta.url);

const instant = z.iso.datetime().transform((iso) => Date.parse(iso));
const holder = z.object({ no: z.number(), number: z.string(), name: z.string() });

const exchange = z.object({
  meaning: z.string(),
  operation: z.enum(['0101', '0102', '0109']),
  options: z.record(z.string(), z.unknown()),
  instant,
  collaborationNumber: z.string(),
  messageNumber: z.string(),
  request: z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
  }),
  /** Ours, in calls to the bus. */
  registrationCode: z.string().optional(),
  persons: z.array(holder).optional(),
  /** Whom we had applied for, in feedback; `null` where we had not. */
  asked: z.array(holder).nullable().optional(),
  expected: z
    .object({
      failure: z.string().nullable(),
      records: z.array(
        z.object({
          no: z.number(),
          kind: z.string(),
          number: z.string(),
          error: z.string().nullable(),
          name: z.string().optional(),
          asOf: instant.optional(),
          onFile: z.boolean().optional(),
          hukou: z.record(z.string(), z.unknown()).nullable().optional(),
          identityCard: z.record(z.string(), z.unknown()).nullable().optional(),
          residencePermit: z.record(z.string(), z.unknown()).nullable().optional(),
          vehicles: z.array(z.record(z.string(), z.unknown())).optional(),
        }),
      ),
    })
    .optional(),
});
const answered = z.object({
  answer: z.object({ status: z.number(), headers: z.record(z.string(), z.string()) }),
  expected: z.object({
    code: z.string(),
    success: z.boolean(),
    until: instant.nullable(),
    refusals: z.array(z.object({ no: z.number(), code: z.string() })),
  }),
});

export type GoldenExchange = z.output<typeof exchange> & {
  readonly name: string;
  readonly requestBytes: Buffer;
  readonly answer: z.output<typeof answered>;
  readonly answerBytes: Buffer;
};

/** The exchanges that a third implementation wrote: neither the adapter nor the simulated system. */
export function goldenExchanges(direction: 'to-bus' | 'to-us'): readonly GoldenExchange[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.request.json'))
    .map((file) => file.slice(0, -'.request.json'.length))
    .map((name) => ({
      name,
      ...exchange.parse(read(`${name}.request.json`)),
      requestBytes: bytes(`${name}.request.bin`),
      answer: answered.parse(read(`${name}.answer.json`)),
      answerBytes: bytes(`${name}.answer.bin`),
    }))
    .filter(({ operation }) => (operation === '0101') === (direction === 'to-bus'));
}

const bytes = (file: string): Buffer => readFileSync(new URL(file, FOLDER));
const read = (file: string): unknown => JSON.parse(bytes(file).toString('utf8'));
