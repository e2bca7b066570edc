import { z } from 'zod';

/** What a role's process tells its supervisor. */
export const roleReport = z.discriminatedUnion('type', [
  /** It serves; `urls` by the role's own names for them. */
  z.object({ type: z.literal('ready'), urls: z.record(z.string(), z.string()) }),
  /** It cannot serve and ends; one line. */
  z.object({ type: z.literal('failed'), reason: z.string() }),
]);

export type RoleReport = z.infer<typeof roleReport>;
