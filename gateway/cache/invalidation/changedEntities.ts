import { z } from 'zod';

const name = z.string().regex(/^[_A-Za-z][_0-9A-Za-z]{0,127}$/, 'must be a name');
const value = z
  .union([z.string().min(1).max(1_024), z.int()], 'must be text or a whole number')
  .transform(String);

/** Who tells that entities have changed says it so, be it to the admin port or over the channel. */
export const changedEntities = z.strictObject({
  entities: z
    .array(z.strictObject({ typename: name, key: z.record(name, value).default({}) }))
    .min(1)
    .max(1_000),
});
