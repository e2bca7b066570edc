import { join } from 'node:path';
import type { RoleSpec } from '../processes/RoleSpec.ts';
import type { DevelopmentSecrets } from './DevelopmentSecrets.ts';
import { inboundName } from './inboundName.ts';
import { portOf } from './portOf.ts';
import type { SandboxDirectory } from './readSandbox.ts';
import { subgraphRole } from './subgraphRole.ts';

const PARTITIONED = ['public-security', 'social-insurance', 'housing-fund'] as const;

interface SandboxRoleOptions {
  /** Of the installation. */
  readonly folder: string;
  /** Where places that exchange by tables have theirs. */
  readonly databaseUrl: string;
  readonly onReady: NonNullable<RoleSpec['onReady']>;
}

/** The simulated systems of all provinces; they keep their ports over a restart, for the places name them. */
export function sandboxRole(
  { sandbox }: DevelopmentSecrets,
  { folder, databaseUrl, onReady }: SandboxRoleOptions,
): RoleSpec {
  return {
    name: 'sandbox',
    program: new URL('./roles/sandboxRole.ts', import.meta.url),
    config: () => ({
      secret: sandbox,
      portsFile: join(folder, 'sandbox-ports.json'),
      exchangeDatabaseUrl: databaseUrl,
      exchangeFolder: join(folder, 'exchange'),
      // Everybody is told at the first run: that is for when everything is there to take it.
      exchangeHeld: true,
    }),
    onReady,
  };
}

export function catalogRole({ contextMaster }: DevelopmentSecrets, databaseUrl: string): RoleSpec {
  return subgraphRole('catalog', () => ({ databaseUrl, contextKey: { master: contextMaster } }));
}

/** People, and the national index that tells it where records lie. */
export function peopleRole(
  secrets: DevelopmentSecrets,
  { places }: SandboxDirectory,
  databaseUrl: string,
): RoleSpec {
  const index = places.find(({ department }) => department === 'record-index');
  return subgraphRole('people', () => ({
    databaseUrl,
    vaultKey: secrets.vaultKey,
    contextKey: { master: secrets.contextMaster },
    identityKeys: { derived: { master: secrets.identityMaster } },
    ...(index === undefined
      ? {}
      : { recordIndex: { dialect: index.dialect, url: index.url, options: index.options } }),
  }));
}

interface PartitionedRoleOptions {
  readonly databaseUrl: string;
  /** Where cases is told what came of steps. */
  readonly casesUrl: string;
}

/** The three partitioned subgraphs, each one process for all its places. */
export function partitionedRoles(
  secrets: DevelopmentSecrets,
  { places }: SandboxDirectory,
  { databaseUrl, casesUrl }: PartitionedRoleOptions,
): RoleSpec[] {
  return PARTITIONED.map((subgraph) =>
    subgraphRole(subgraph, (previous) => ({
      contextKey: { master: secrets.contextMaster },
      identityKeys: { master: secrets.identityMaster },
      databaseUrl,
      storeKey: secrets.storeKey,
      cases: { url: casesUrl, contextKey: { master: secrets.contextMaster } },
      places: places
        .filter(({ department }) => department === subgraph)
        .map(({ jurisdiction, dialect, url, options }) => ({
          jurisdiction,
          dialect,
          url,
          options,
          // The systems go on calling where they called before a restart.
          inbound: { port: portOf(previous?.[inboundName(jurisdiction)]) },
        })),
    })),
  );
}
