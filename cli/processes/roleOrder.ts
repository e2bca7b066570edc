import { z } from 'zod';

/** What a supervisor tells a role's process. */
export const roleOrder = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), config: z.unknown() }),
  z.object({ type: z.literal('stop'), withinMs: z.number().nonnegative() }),
]);

export type RoleOrder = z.infer<typeof roleOrder>;
