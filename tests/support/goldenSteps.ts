import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { PARTY_ROLES } from '../../domain/cases/partyRole.ts';
import type { StepRequest } from '../../domain/cases/StepRequest.ts';
import { isStepAction } from '../../domain/cases/stepAction.ts';
import { parseCitizenNumber } from '../../domain/citizenNumber.ts';
import { parseCreditCode } from '../../domain/creditCode.ts';
import { parseDivisionCode } from '../../domain/divisionCode.ts';

const FOLDER = new URL('../golden/handling/', import.meta.url);

const step = z.object({
  businessKey: z.string(),
  collaborationNumber: z.string(),
  action: z.string().refine(isStepAction),
  item: z.string(),
  acceptingDivision: z.string().transform(parseDivisionCode),
  owningDivision: z.string().transform(parseDivisionCode),
  parties: z.array(
    z
      .object({ role: z.enum(PARTY_ROLES), number: z.string(), name: z.string() })
      .transform(({ role, number, name }): StepRequest['parties'][number] => ({
        role,
        identity: number.startsWith('9')
          ? { kind: 'LEGAL_PERSON', number: parseCreditCode(number), name }
          : { kind: 'NATURAL_PERSON', number: parseCitizenNumber(number), name },
      })),
  ),
  form: z.record(z.string(), z.string()),
});
const headers = z.record(z.string(), z.string());
const meta = z.object({
  meaning: z.string(),
  direction: z.enum(['to-system', 'to-us']),
  call: z.enum(['submit', 'find']),
  dialect: z.enum(['pinyin-rest', 'gbk-xml', 'data-exchange', 'collaboration-bus']),
  department: z.enum(['public-security', 'social-insurance', 'housing-fund']),
  jurisdiction: z.string(),
  /** Path of the place's URL. */
  url: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  nonce: z.string(),
  instant: z.iso.datetime().transform((iso) => Date.parse(iso)),
  /** What brings a simulated system to answer so; the call of `before` comes first, and is decided then. */
  switches: z.array(z.looseObject({ action: z.string() })),
  before: z.string().nullable(),
  decision: z
    .discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('done') }),
      z.object({ outcome: z.literal('refused'), code: z.string(), reason: z.string() }),
    ])
    .nullable(),
  request: step.transform((request): StepRequest => ({ stepKey: 'case-1.1', ...request })),
  sent: z.object({ path: z.string(), headers }),
  answer: z.object({ status: z.number(), headers }),
  /** A `StepResult`, or `null`. */
  expected: z.unknown(),
  /** Of a call to us. */
  messageId: z.string().default(''),
});

/** A call of handling, byte for byte, that neither an adapter nor a simulated system wrote. */
export type GoldenStep = z.output<typeof meta> & {
  readonly name: string;
  readonly requestBytes: Buffer;
  readonly answerBytes: Buffer;
};

const bytes = (file: string): Buffer => readFileSync(new URL(file, FOLDER));

export function goldenStep(name: string): GoldenStep {
  return {
    name,
    ...meta.parse(JSON.parse(bytes(`${name}.json`).toString('utf8'))),
    requestBytes: bytes(`${name}.request.bin`),
    answerBytes: bytes(`${name}.answer.bin`),
  };
}

export const goldenSteps = (direction: GoldenStep['direction']): readonly GoldenStep[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => goldenStep(file.replace(/\.json$/, '')))
    .filter((golden) => golden.direction === direction);
