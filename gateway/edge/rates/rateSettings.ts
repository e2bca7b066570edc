import { z } from 'zod';
import { divisionPrefix } from '../../partition/divisionPrefix.ts';

/** So much on the long run, and so much at once. */
const rate = z.strictObject({
  /** Units for each minute; 0 lets nothing through. */
  perMinute: z.int('must be a whole number').min(0, 'must be at least 0'),
  /** Units at once, after a rest; default what a minute gives. */
  burst: z.int('must be a whole number').min(1, 'must be at least 1').optional(),
});

/** How much may be asked; nothing is counted that has no rate. */
export const rateSettings = z.strictObject({
  /** Of each portal, in cost of operations; who has no portal shares one. */
  portal: rate.optional(),
  /** Of a portal by name, instead of `portal`. */
  portals: z.record(z.string(), rate).default({}),
  /** Of each person who is signed in, in cost of operations. */
  citizen: rate.optional(),
  /** Of each member of staff (scope `clerk` or `statistics`), instead of `citizen`. */
  staff: rate.optional(),
  /** Of each portal at each place, in records asked for. */
  place: rate.optional(),
  /** Division prefix → what is asked of all places under it, in records. */
  places: z
    .record(
      divisionPrefix,
      z.strictObject({
        /** Of all portals together: the ceiling of the place itself. */
        total: rate.optional(),
        /** Of each portal, instead of `place`. */
        portal: rate.optional(),
        /** Of a portal by name. */
        portals: z.record(z.string(), rate).default({}),
      }),
    )
    .default({}),
  /** Gateways that share these rates: what each allows by itself while Redis is away is divided by it. */
  gateways: z.int('must be a whole number').min(1, 'must be at least 1').default(1),
});

export type RateSettings = z.output<typeof rateSettings>;
export type Rate = z.output<typeof rate>;
