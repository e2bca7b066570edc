import { z } from 'zod';
import { type DivisionCode, isDivisionCode, parseDivisionCode } from '../../domain/divisionCode.ts';
import { contextKeyConfig } from '../serving/contextKeyConfig.ts';
import { listenConfig } from '../serving/listenConfig.ts';
import { parseConfig } from '../serving/parseConfig.ts';
import { secretKey } from '../serving/secretKey.ts';

const version = z.int().min(1).max(1_000_000);

/** The national platform has no division of its own; the capital's code stands for it, in errors that never leave people. */
const NATIONAL = '110000';

const recordIndexConfig = z.strictObject({
  jurisdiction: z
    .custom<DivisionCode>(isDivisionCode, 'must be a canonical 6-digit division code')
    .default(parseDivisionCode(NATIONAL)),
  dialect: z.string().min(1),
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
  /** Credentials and choices; docs/dialects/record-index.md. */
  options: z.record(z.string(), z.unknown()).default({}),
  /** How old the index's word about a person may be before it is asked again. */
  refreshAfterSeconds: z
    .int()
    .min(1)
    .max(30 * 86_400)
    .default(86_400),
  /** How long a caller waits for the index before what is known is shown without it. */
  timeoutMs: z.int().min(50).max(10_000).default(800),
});

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
  /** The national index that says where records lie; without it imports and declarations are all there is. */
  recordIndex: recordIndexConfig.optional(),
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
