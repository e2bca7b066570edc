import { z } from 'zod';

const MINUTE_MS = 60_000;

/** So many orders of the action; all until it is taken away when not given. */
const times = z.int().min(1).nullable().default(null);

/** How one system handles one action until the switch is taken away; a form of it is the body of `PUT …/handling/…`. */
export const handlingSwitch = z.discriminatedUnion('kind', [
  /** `code` is a refusal code of the dialect, its "other" when not given. */
  z.strictObject({
    kind: z.literal('refuse'),
    code: z.string().max(8).nullable().default(null),
    reason: z.string().min(1).max(100).default('不符合办理条件'),
    times,
  }),
  /** Stays in work until somebody decides. */
  z.strictObject({ kind: z.literal('pend'), times }),
  /**
   * Does it, and loses the connection before the answer, or answers that something went wrong. `seenAfterMs`: so late a
   * query finds it, where systems write their books after the work.
   */
  z.strictObject({
    kind: z.literal('hold-answer'),
    as: z.enum(['drop', 'error']).default('drop'),
    seenAfterMs: z.int().min(0).max(MINUTE_MS).default(0),
    times,
  }),
  /** The dialect's own "busy": nothing is done. */
  z.strictObject({ kind: z.literal('busy'), times }),
  /** A result code of the dialect, after the work or instead of it. */
  z.strictObject({
    kind: z.literal('fail'),
    code: z.string().max(8),
    isDone: z.boolean().default(false),
    times,
  }),
  /** What came is not what was announced: output `matches` is `false`. */
  z.strictObject({ kind: z.literal('mismatch'), times }),
  /**
   * When and how often the answer is called in, instead of by the habits of the system; where it lies in what a run
   * leaves, only what makes sense there.
   */
  z.strictObject({
    kind: z.literal('feedback'),
    /** Before the ack, after it, after that of the next order, or only when the admin port says so. */
    timing: z.enum(['early', 'after', 'after-next', 'never']).default('after'),
    delayMs: z.int().min(0).max(MINUTE_MS).default(0),
    /** The same message so often at the same moment. */
    copies: z.int().min(1).max(8).default(1),
    /** The same answer so often again, in messages of their own. */
    repeats: z.int().min(0).max(8).default(0),
    times,
  }),
]);
export type HandlingSwitch = z.infer<typeof handlingSwitch>;
