import { resolve } from 'node:path';
import { TongbanError } from '../../domain/TongbanError.ts';
import { identityKeysFor } from '../../subgraphs/jurisdiction/identityKeysFor.ts';
import { contextKeyFor } from '../../subgraphs/serving/contextKeyFor.ts';
import { DEPARTMENTS } from '../doctor/DoctorPlace.ts';
import { readDevelopmentSecrets } from '../start/readDevelopmentSecrets.ts';
import type { EndpointSecrets } from './EndpointSecrets.ts';

/**
 * The keys of what `tongban start` runs on a data folder.
 *
 * @throws {TongbanError} BAD_USER_INPUT when nothing was started there.
 */
export async function readRunningSecrets(folder: string): Promise<EndpointSecrets> {
  const secrets = await readDevelopmentSecrets(resolve(folder));
  if (secrets === null) throw refusal(`nothing was started on ${folder}; give --config or --data`);
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
  return {
    subgraphs: DEPARTMENTS,
    contextKey: (audience) => contextKeyFor(audience, { master: bytes(secrets.contextMaster) }),
    identityKey: (owner) => {
      const [key] = identityKeysFor(owner, { master: bytes(secrets.identityMaster), versions: [1] });
      if (key === undefined) throw refusal('no identity key');
      return key;
    },
    isDevelopment: true,
  };
}

const refusal = (message: string) => new TongbanError('BAD_USER_INPUT', message);
