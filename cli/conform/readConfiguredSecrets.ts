import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { identityKeysFor } from '../../subgraphs/jurisdiction/identityKeysFor.ts';
import { readPartitionedConfig } from '../../subgraphs/jurisdiction/partitionedConfig.ts';
import { contextKeyFor } from '../../subgraphs/serving/contextKeyFor.ts';
import { DEPARTMENTS } from '../doctor/DoctorPlace.ts';
import { readServerSettings } from '../readServerSettings.ts';
import type { EndpointSecrets } from './EndpointSecrets.ts';

/**
 * The keys of a server's configuration, for one of its places.
 *
 * @throws {TongbanError} BAD_USER_INPUT when the place is none of them, with one line.
 */
export async function readConfiguredSecrets(
  file: string,
  jurisdiction: DivisionCode,
): Promise<EndpointSecrets> {
  const config = readPartitionedConfig(file, await readServerSettings(file));
  const place = config.places.find((candidate) => candidate.jurisdiction === jurisdiction);
  if (place === undefined) {
    const known = config.places.map((candidate) => candidate.jurisdiction).join(', ');
    throw refusal(
      `the URL's path (or --jurisdiction) names ${jurisdiction}, and ${file} has ${known}: correct one of them`,
    );
  }
  const identityKeys = place.identityKeys ?? config.identityKeys;
  return {
    subgraphs: DEPARTMENTS,
    contextKey: (audience) => contextKeyFor(audience, place.contextKey ?? config.contextKey),
    identityKey: (owner) => {
      const [newest] = identityKeysFor(owner, identityKeys).toSorted(
        (one, other) => other.version - one.version,
      );
      if (newest === undefined) throw refusal(`${file}: no identity key`);
      return newest;
    },
    isDevelopment: config.development,
  };
}

const refusal = (message: string) => new TongbanError('BAD_USER_INPUT', message);
