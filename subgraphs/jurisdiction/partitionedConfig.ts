import { z } from 'zod';
import { type DivisionCode, isDivisionCode } from '../../domain/divisionCode.ts';
import { contextKeyConfig } from '../serving/contextKeyConfig.ts';
import { listenConfig } from '../serving/listenConfig.ts';
import { parseConfig } from '../serving/parseConfig.ts';
import { secretKey } from '../serving/secretKey.ts';
import { identityKeysConfig } from './identityKeysConfig.ts';

const jurisdiction = z.custom<DivisionCode>(isDivisionCode, {
  error: ({ input }) =>
    typeof input === 'number'
      ? 'must be a text: put the six digits in quotes'
      : 'must be a division code of six digits in quotes, such as "430700"',
});

/** One connected place; the keys given here replace the server's own for this place. */
const placeConfig = z.strictObject({
  jurisdiction,
  dialect: z.string().min(1),
  /** Which of these it may be is the dialect's to say. */
  url: z.url({
    protocol: /^(https?|tcp|postgres(ql)?|file)$/,
    error: 'must be an http, https, tcp, postgres or file URL',
  }),
  /** What differs from site to site; checked by the dialect. */
  options: z.record(z.string(), z.unknown()).default({}),
  /** Where we listen for what the place's system sends, for dialects in which it calls us. */
  inbound: listenConfig.optional(),
  /** Where the replicas of this server reach each other about this place, for dialects in which one speaks for all. */
  relay: listenConfig.extend({ advertise: z.string().min(1).optional() }).optional(),
  contextKey: contextKeyConfig.optional(),
  identityKeys: identityKeysConfig.optional(),
});

const partitionedConfig = z
  .strictObject({
    places: z.array(placeConfig).min(1),
    contextKey: contextKeyConfig,
    identityKeys: identityKeysConfig,
    /** Where what systems send us is kept, `postgres://…`; may hold a password and is never printed. */
    databaseUrl: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL')
      .optional(),
    /** At least 32 bytes in base64. What is kept cannot be read without it, and never by another one. */
    storeKey: secretKey(32).optional(),
    /** How long the bodies of messages are kept, days. */
    retentionDays: z.int().min(1).max(36_500).default(90),
    /** Who is told what came of steps of cases later; without it cases has to ask. */
    cases: z
      .strictObject({
        url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
        /** The master, or the key of the one place served here: it signs that place's results and nothing else. */
        contextKey: contextKeyConfig,
      })
      .optional(),
    /** Lets gateways keep, for the person alone who asked, what this server says; default: nothing. */
    cache: z
      .strictObject({
        seconds: z.int().min(1).max(86_400),
        /** For so long after that, while the place is away. */
        staleSeconds: z.int().min(0).max(604_800).default(0),
      })
      .optional(),
    listen: listenConfig.prefault({}),
    /** Allows introspection. */
    development: z.boolean().default(false),
  })
  .refine(
    ({ places }) => new Set(places.map((place) => place.jurisdiction)).size === places.length,
    'places: every jurisdiction may stand once',
  )
  .refine(({ cases, places }) => cases === undefined || 'master' in cases.contextKey || places.length === 1, {
    path: ['cases', 'contextKey'],
    error: 'a key is of one place: several need the master, or a server each',
  })
  .refine(({ databaseUrl, storeKey }) => databaseUrl === undefined || storeKey !== undefined, {
    path: ['storeKey'],
    error: 'is missing: what databaseUrl (or DATABASE_URL) keeps is sealed under it',
  })
  .refine(({ databaseUrl, storeKey }) => storeKey === undefined || databaseUrl !== undefined, {
    path: ['databaseUrl'],
    error: 'is missing: storeKey seals what is kept there (DATABASE_URL will do)',
  });

export type PartitionedConfig = Readonly<z.infer<typeof partitionedConfig>>;

/**
 * Reads the configuration of a partitioned subgraph server from a YAML or JSON object.
 *
 * @throws {Error} with one line naming every bad setting; values are never quoted.
 */
export function readPartitionedConfig(subgraph: string, settings: unknown): PartitionedConfig {
  return parseConfig(subgraph, partitionedConfig, settings);
}
