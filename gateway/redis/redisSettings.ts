import { z } from 'zod';

const address = z
  .string('must be an address')
  .refine((text) => /^rediss?:\/\/[^/]/.test(text) && URL.canParse(text), {
    error: 'must be a redis or rediss address such as redis://127.0.0.1:6379/0',
    abort: true,
  })
  // The library takes a query for settings of its own, which go before ours.
  .refine((text) => !/[?#]/.test(text), 'must hold no query and no fragment')
  // One that is no number would end the process as soon as Redis answers.
  .refine(
    (text) => /^(?:\/\d{0,5})?$/.test(new URL(text).pathname),
    'must end with the number of a database, such as /0, or with none',
  )
  .refine(isDecodable, 'must write a percent sign in a name or a password as %25');

/** Where several gateways share what makes them faster. */
export const redisSettings = z
  .strictObject({
    /** One server or, with `isCluster`, any of the servers of a cluster; may hold user and password. */
    url: address.optional(),
    urlFile: z.string('must be the name of a file').min(1, 'must be the name of a file').optional(),
    isCluster: z.boolean('must be true or false').default(false),
    /** Begins every key and channel, so that several alliances can share a server. */
    prefix: z
      .string('must be up to 32 of a-z, 0-9, ":" and "-"')
      .regex(/^[a-z0-9:-]{1,32}$/, 'must be up to 32 of a-z, 0-9, ":" and "-"')
      .default('tongban:'),
    /** A command that takes longer is given up, and counts as an absent server. */
    commandMs: z
      .int('must be whole milliseconds')
      .min(1, 'must be at least 1 ms')
      .max(10_000, 'must be at most 10000 ms')
      .default(50),
  })
  .refine(({ url, isCluster }) => !isCluster || url === undefined || /^\/?0*$/.test(new URL(url).pathname), {
    path: ['url'],
    message: 'a cluster has the database 0 alone',
  });

export type RedisSettings = z.output<typeof redisSettings>;

function isDecodable(text: string): boolean {
  const { username, password } = new URL(text);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
