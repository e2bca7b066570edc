import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { findSchemaFolder } from '../../schema/findSchemaFolder.ts';
import { sealIdentity } from '../../subgraphs/people/sealIdentity.ts';
import { ConformSession } from './ConformSession.ts';
import type { ConformTarget } from './ConformTarget.ts';
import type { EndpointSecrets } from './EndpointSecrets.ts';
import { Nonconformity } from './Nonconformity.ts';
import { readRecordContract } from './RecordContract.ts';
import { sdlOf } from './sdlOf.ts';

interface Wanted {
  readonly url: string;
  readonly jurisdiction: DivisionCode;
  readonly secrets: EndpointSecrets;
  readonly person: HolderIdentity | null;
}

/** An endpoint that has told its SDL. */
interface FoundEndpoint {
  readonly session: ConformSession;
  /** SHA-256 of the SDL that it tells, hex. */
  readonly offeredHash: string;
}

/**
 * Finds out which subgraph an endpoint is, by whose context it accepts.
 *
 * @throws {TongbanError} with one line: it does not answer, or accepts none.
 */
export async function findEndpoint({ url, jurisdiction, secrets, person }: Wanted): Promise<FoundEndpoint> {
  const refusals: string[] = [];
  for (const subgraph of secrets.subgraphs) {
    const target = toTarget(subgraph, { url, jurisdiction, secrets, person });
    const contract = await readFile(join(findSchemaFolder(), `${subgraph}.graphql`), 'utf8');
    const probe = new ConformSession(target, readRecordContract(subgraph, contract, contract));
    try {
      const offered = await sdlOf(probe);
      const session = new ConformSession(target, readRecordContract(subgraph, contract, offered));
      return { session, offeredHash: createHash('sha256').update(offered).digest('hex') };
    } catch (error) {
      if (!(error instanceof Nonconformity)) throw error;
      refusals.push(error.message);
    }
  }
  const reasons = [...new Set(refusals)].join('; ');
  const what = reasons.includes('HTTP 404')
    ? `nothing is served at that path: an endpoint is …/${prefixOf(jurisdiction)}/graphql, as the server's places say`
    : 'accepts no context signed with these keys, or does not answer';
  throw new TongbanError('JURISDICTION_UNAVAILABLE', `${url}: ${what} (${reasons})`);
}

function toTarget(subgraph: string, { url, jurisdiction, secrets, person }: Wanted): ConformTarget {
  const audience = `${subgraph}/${prefixOf(jurisdiction)}`;
  return {
    url,
    jurisdiction,
    subgraph,
    contextKey: secrets.contextKey(audience),
    isDevelopment: secrets.isDevelopment,
    seal: (identity, owner) => sealIdentity(identity, owner, secrets.identityKey(owner)),
    person,
  };
}

const prefixOf = (jurisdiction: DivisionCode) => jurisdiction.replace(/(00){1,2}$/, '');
