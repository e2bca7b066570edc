import { z } from 'zod';
import { isDivisionCode } from '../../domain/divisionCode.ts';
import { contextKeyConfig } from '../serving/contextKeyConfig.ts';
import { listenConfig } from '../serving/listenConfig.ts';
import { parseConfig } from '../serving/parseConfig.ts';
import { secretKey } from '../serving/secretKey.ts';

const version = z.int().min(1).max(1_000_000);

const peopleConfig = z.strictObject({
  /** `postgres://…`; may hold a password and is never printed. */
  databaseUrl: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL'),
  /** At least 32 bytes in base64. The database cannot be read without it, and never by another one. */
  vaultKey: secretKey(32),
  /** Which key seals identities for which jurisdiction, current versions only. */
  identityKeys: z.strictObject({
    /** Jurisdictions with a key of their own, by 6-digit code. */
    places: z
      .record(
        z.custom<string>(isDivisionCode, 'must be a 6-digit division code'),
        z.strictObject({ version, key: secretKey(64, 64) }),
      )
      .default({}),
    /** For all the others: keys derived from a master secret. */
    derived: z.strictObject({ master: secretKey(32), version: version.default(1) }).optional(),
  }),
  contextKey: contextKeyConfig,
  listen: listenConfig.prefault({}),
  /** Allows introspection. */
  development: z.boolean().default(false),
});

export type PeopleConfig = Readonly<z.infer<typeof peopleConfig>>;

/**
 * Reads the configuration of people from a YAML or JSON object.
 *
 * @throws {Error} with one line naming every bad setting; values are never quoted.
 */
export function readPeopleConfig(settings: unknown): PeopleConfig {
  return parseConfig('people', peopleConfig, settings);
}
