import { z } from 'zod';

const MINUTE_MS = 60_000;

const instant = z.union([
  z.int().nonnegative(),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
]);

/** How one system misbehaves until the fault is cleared; a form of it is the body of `PUT …/fault`. */
export const fault = z.discriminatedUnion('kind', [
  /** Answers late. */
  z.strictObject({
    kind: z.literal('latency'),
    ms: z
      .int()
      .min(0)
      .max(10 * MINUTE_MS),
  }),
  /** An error answer of the dialect itself; `code` is one of its codes, its internal error when not given. */
  z.strictObject({ kind: z.literal('error'), code: z.string().max(32).nullable().default(null) }),
  /** Closes the listening socket: connection refused. */
  z.strictObject({ kind: z.literal('refuse') }),
  /** Accepts, reads and never answers. */
  z.strictObject({ kind: z.literal('hang') }),
  /** One byte per interval. */
  z.strictObject({ kind: z.literal('trickle'), ms: z.int().min(1).max(MINUTE_MS).default(1_000) }),
  /** Bytes that are no text in any charset. */
  z.strictObject({ kind: z.literal('garbage') }),
  /** Half the answer: as a shorter body, or by losing the connection before the promised length. */
  z.strictObject({ kind: z.literal('truncated'), cut: z.enum(['body', 'connection']).default('body') }),
  z.strictObject({ kind: z.literal('wrong-charset') }),
  /** The complete record of somebody else, signed and encrypted as it should be. */
  z.strictObject({ kind: z.literal('wrong-person') }),
  z.strictObject({ kind: z.literal('stale-schema') }),
  /** Listens for `upMs`, refuses for `downMs`, and so on. */
  z.strictObject({
    kind: z.literal('flapping'),
    upMs: z.int().min(1).max(MINUTE_MS).default(1_000),
    downMs: z.int().min(1).max(MINUTE_MS).default(1_000),
  }),
  /** The dialect's own maintenance answer between two instants (ISO 8601 or epoch ms); open where not given. */
  z.strictObject({
    kind: z.literal('maintenance'),
    from: instant.nullable().default(null),
    until: instant.nullable().default(null),
  }),
  /** A login page with status 200. */
  z.strictObject({ kind: z.literal('html') }),
  z.strictObject({ kind: z.literal('empty') }),
  /** A body of so many bytes that begins like an answer. */
  z.strictObject({
    kind: z.literal('huge'),
    bytes: z
      .int()
      .min(1)
      .max(2 ** 32)
      .default(200 * 2 ** 20),
  }),
  /** A body that is nested so deep. */
  z.strictObject({ kind: z.literal('deep'), levels: z.int().min(1).max(10_000_000).default(100_000) }),
  /** The answer with an external entity in it; XML only. */
  z.strictObject({ kind: z.literal('xxe') }),
  /** The answer with entities that multiply; XML only. */
  z.strictObject({ kind: z.literal('billion-laughs') }),
  /**
   * Every message that the system sends of itself comes twice, before the answer that it follows from, out of order,
   * with a bad record in it and with older data after newer; systems that call their partner only.
   */
  z.strictObject({ kind: z.literal('unruly-pushes') }),
]);
export type Fault = z.infer<typeof fault>;
