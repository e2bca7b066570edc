import { z } from 'zod';
import { type DivisionCode, isDivisionCode } from '../../domain/divisionCode.ts';
import { contextKeyConfig } from '../serving/contextKeyConfig.ts';
import { listenConfig } from '../serving/listenConfig.ts';
import { parseConfig } from '../serving/parseConfig.ts';
import { identityKeysConfig } from './identityKeysConfig.ts';

const jurisdiction = z.custom<DivisionCode>(isDivisionCode, 'must be a canonical 6-digit division code');

/** One connected place; the keys given here replace the server's own for this place. */
const placeConfig = z.strictObject({
  jurisdiction,
  dialect: z.string().min(1),
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
  /** What differs from site to site; checked by the dialect. */
  options: z.record(z.string(), z.unknown()).default({}),
  contextKey: contextKeyConfig.optional(),
  identityKeys: identityKeysConfig.optional(),
});

const partitionedConfig = z
  .strictObject({
    places: z.array(placeConfig).min(1),
    contextKey: contextKeyConfig,
    identityKeys: identityKeysConfig,
    listen: listenConfig.prefault({}),
    /** Allows introspection. */
    development: z.boolean().default(false),
  })
  .refine(
    ({ places }) => new Set(places.map((place) => place.jurisdiction)).size === places.length,
    'places: every jurisdiction may stand once',
  );

export type PartitionedConfig = Readonly<z.infer<typeof partitionedConfig>>;

/**
 * Reads the configuration of a partitioned subgraph server from a YAML or JSON object.
 *
 * @throws {Error} with one line naming every bad setting; values are never quoted.
 */
export function readPartitionedConfig(subgraph: string, settings: unknown): PartitionedConfig {
  return parseConfig(subgraph, partitionedConfig, settings);
}
