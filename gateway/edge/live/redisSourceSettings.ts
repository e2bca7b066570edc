import { z } from 'zod';

/** Parts with ":" between them, each a fixed text or one value: no value can run into its neighbour. */
const PATTERN =
  /^(?:[\w.-]+|\{args\.[A-Za-z_]\w*\}|\{caller\})(?::(?:[\w.-]+|\{args\.[A-Za-z_]\w*\}|\{caller\}))*$/;

const source = z
  .strictObject({
    channel: z
      .string('must be a channel')
      .max(256, 'must be at most 256 characters')
      .regex(
        PATTERN,
        'must be parts with ":" between them, each of A-Z, a-z, 0-9, "_", ".", "-", or {args.NAME}, or {caller}',
      ),
    /** Whoever may ask for the field may hear it, whatever arguments they give. */
    public: z.boolean('must be true or false').default(false),
  })
  .refine(
    ({ channel, public: isPublic }) => isPublic || channel.split(':').includes('{caller}'),
    'must name {caller} in its channel, or say "public: true"',
  );

/** Fields of `Subscription` whose events come by Redis pub/sub, by name. */
export const redisSourceSettings = z.strictObject({
  transport: z.literal('redis'),
  fields: z.record(z.string(), source),
});

export type RedisSources = z.output<typeof redisSourceSettings>['fields'];
