import { createHash } from 'node:crypto';
import { pino } from 'pino';
import type { PlaceStore } from '../../../../../adapters/inbound/PlaceStore.ts';
import { HttpCases } from '../../../../../adapters/steps/HttpCases.ts';
import type { StepPort } from '../../../../../adapters/steps/StepPort.ts';
import type { HolderIdentity } from '../../../../../domain/HolderIdentity.ts';
import { deriveIdentityKey } from '../../../../../subgraphs/jurisdiction/deriveIdentityKey.ts';
import { readPartitionedConfig } from '../../../../../subgraphs/jurisdiction/partitionedConfig.ts';
import {
  type PartitionedServer,
  servePartitioned,
} from '../../../../../subgraphs/jurisdiction/servePartitioned.ts';
import { sealIdentity } from '../../../../../subgraphs/people/sealIdentity.ts';
import { deriveContextKey } from '../../../../../subgraphs/serving/deriveContextKey.ts';
import { signTestContext } from '../../../serving/signTestContext.ts';
import { testContext } from '../../../serving/testContext.ts';
import { stepRequest } from './stepRequest.ts';

/** Master of all keys in these tests. */
export const MASTER = new Uint8Array(createHash('sha256').update('store key of tests').digest());
const master = Buffer.from(MASTER).toString('base64');

export interface StepServerOptions {
  /** Without one the server keeps nothing. */
  readonly databaseUrl: string | null;
  /** Of Hunan; Anhui has none. */
  readonly port: StepPort;
  /** Where cases listens. */
  readonly casesUrl?: string;
  /** Given what Hunan's system says by itself. */
  readonly onStore?: (store: PlaceStore | null) => void;
}

/** Serves Hunan, whose system can be asked to do things, and Anhui, whose cannot. */
export function startStepServer({
  databaseUrl,
  port,
  casesUrl,
  onStore,
}: StepServerOptions): Promise<PartitionedServer> {
  return servePartitioned<{ readonly step?: StepPort }, object>({
    subgraph: 'public-security',
    config: readPartitionedConfig('public-security', {
      places: ['430000', '340000'].map((jurisdiction) => ({
        jurisdiction,
        dialect: 'any',
        url: 'http://127.0.0.1:1',
      })),
      contextKey: { master },
      identityKeys: { master },
      ...(databaseUrl === null ? {} : { databaseUrl, storeKey: master }),
      ...(casesUrl === undefined ? {} : { cases: { url: casesUrl, contextKey: { master } } }),
    }),
    logger: pino({ level: 'silent' }),
    resolvers: {},
    connect: ({ jurisdiction }, { store }) => {
      if (jurisdiction !== '430000') return {};
      onStore?.(store);
      return { step: port };
    },
    connectCases: (options) => new HttpCases(options),
    createContext: () => ({}),
  });
}

/** The header of a call of the engine, or of somebody with other scopes. */
export function engineContext(
  audience = 'public-security/43',
  scopes: readonly string[] = ['case-engine'],
  changes: Parameters<typeof testContext>[1] = {},
): string {
  const caller = { issuer: 'tongban', subject: 'cases', portal: '', scopes, purpose: 'case' };
  return signTestContext(testContext(audience, { caller, ...changes }), deriveContextKey(MASTER, audience));
}

const seal = (identity: HolderIdentity, jurisdiction = stepRequest().owningDivision) =>
  sealIdentity(identity, jurisdiction, deriveIdentityKey(MASTER, jurisdiction, 1));

/** The body of a PUT, as cases writes it. */
export function stepBody(
  given: Parameters<typeof stepRequest>[0] = {},
  jurisdiction?: Parameters<typeof seal>[1],
) {
  const { stepKey: _, parties, ...rest } = stepRequest(given);
  return {
    ...rest,
    parties: parties.map(({ role, identity }) => ({ role, sealedIdentity: seal(identity, jurisdiction) })),
  };
}

/** One call of a step's route. */
export async function callStep(
  url: string,
  {
    method = 'PUT',
    body,
    context = engineContext(),
  }: { method?: string; body?: unknown; context?: string | null } = {},
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(context === null ? {} : { 'tongban-context': context }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
