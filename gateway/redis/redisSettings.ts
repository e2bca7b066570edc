import { z } from 'zod';

const address = z
  .string('must be an address')
  .refine(
    (text) => /^rediss?:\/\/[^/]/.test(text) && URL.canParse(text),
    'must be a redis or rediss address such as redis://127.0.0.1:6379/0',
  );

/** Where several gateways share what makes them faster. */
export const redisSettings = z.strictObject({
  /** One server or, with `isCluster`, any of the servers of a cluster; may hold user and password. */
  url: address.optional(),
  urlFile: z.string('must be the name of a file').min(1, 'must be the name of a file').optional(),
  isCluster: z.boolean('must be true or false').default(false),
  /** Begins every key and channel, so that several alliances can share a server. */
  prefix: z
    .string()
    .regex(/^[a-z0-9:-]{1,32}$/, 'must be up to 32 of a-z, 0-9, ":" and "-"')
    .default('tongban:'),
  /** A command that takes longer is given up, and counts as an absent server. */
  commandMs: z.int('must be whole milliseconds').min(1).max(10_000).default(50),
});

export type RedisSettings = z.output<typeof redisSettings>;
