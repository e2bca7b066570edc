import { z } from 'zod';
import { settingName } from '../settingName.ts';

const scope = settingName.refine((text) => !/\s/.test(text), 'must be one scope, without blanks');

/** All that is given must hold of the caller. */
const grant = z
  .strictObject({ portal: settingName.optional(), scope: scope.optional(), issuer: settingName.optional() })
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
