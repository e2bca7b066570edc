import { z } from 'zod';

const text = z.string().trim();
const always = text.min(1);
/** `null`, empty and missing are the same. */
const maybe = text.nullish().transform((value) => value ?? '');

/** state: 办理状态. */
export const HANDLING_STATES = {
  done: '9',
  inWork: '1',
  refused: '5',
  takenBack: '7',
  takenBackReason: '已撤销',
} as const;

/** One entry of the system; times are of its clock and not read. */
export const cipherEntry = z.object({
  /** The applicant, legal persons too. */
  person: z.object({ aac002: always, aac003: always }),
  bizNo: always,
  caseNo: always,
  bizCode: always,
  isCancel: z.boolean(),
  /** 业务流水号. */
  flowNo: text.regex(/^\d{20}$/),
  state: text.regex(/^[0-9A-Za-z]{1,4}$/),
  refuseCode: maybe.pipe(z.string().regex(/^[0-9A-Za-z]{0,16}$/)),
  /** May name people. */
  refuseText: maybe,
  outputs: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((outputs) => outputs ?? {}),
});
export type CipherEntry = z.output<typeof cipherEntry>;

/** The answer to SBC301 and SBC303. */
export const orderAnswer = z.object({ result: cipherEntry });

/** The answer to SBC302: all entries of a key. */
export const queryAnswer = z.object({ list: z.array(cipherEntry).min(1) });
