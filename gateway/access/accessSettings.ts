import { z } from 'zod';

const name = z.string('must be a name').min(1, 'must be a name');

/** All that is given must hold of the caller. */
const grant = z
  .strictObject({ portal: name.optional(), scope: name.optional(), issuer: name.optional() })
  .refine(
    (given) => Object.values(given).some((value) => value !== undefined),
    'must name a portal, a scope or an issuer',
  );

/** Who is granted what the supergraph demands in words of its own. */
export const accessSettings = z.strictObject({
  /** Name in `@policy` → to whom it is granted, any of them; a policy that is not named is denied to everybody. */
  policies: z.record(z.string(), z.array(grant)).default({}),
});

export type AccessSettings = z.output<typeof accessSettings>;
