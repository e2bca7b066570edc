import { join } from 'node:path';
import type { RoleSpec } from '../processes/RoleSpec.ts';
import type { DevelopmentSecrets } from './DevelopmentSecrets.ts';
import type { SandboxDirectory } from './readSandbox.ts';

const PARTITIONED = ['public-security', 'social-insurance', 'housing-fund'] as const;
const SUBGRAPH_ROLE = new URL('./roles/subgraphRole.ts', import.meta.url);

/** The simulated systems of all provinces; they keep their ports over a restart, for the places name them. */
export function sandboxRole({ sandbox }: DevelopmentSecrets, folder: string): RoleSpec {
  return {
    name: 'sandbox',
    program: new URL('./roles/sandboxRole.ts', import.meta.url),
    config: () => ({ secret: sandbox, portsFile: join(folder, 'sandbox-ports.json') }),
  };
}

export function catalogRole({ contextMaster }: DevelopmentSecrets, databaseUrl: string): RoleSpec {
  return subgraphRole('catalog', { databaseUrl, contextKey: { master: contextMaster } });
}

export function peopleRole(secrets: DevelopmentSecrets, databaseUrl: string): RoleSpec {
  return subgraphRole('people', {
    databaseUrl,
    vaultKey: secrets.vaultKey,
    contextKey: { master: secrets.contextMaster },
    identityKeys: { derived: { master: secrets.identityMaster } },
  });
}

/** The three partitioned subgraphs, each one process for all its places. */
export function partitionedRoles(secrets: DevelopmentSecrets, { places }: SandboxDirectory): RoleSpec[] {
  return PARTITIONED.map((subgraph) =>
    subgraphRole(subgraph, {
      contextKey: { master: secrets.contextMaster },
      identityKeys: { master: secrets.identityMaster },
      places: places
        .filter(({ department }) => department === subgraph)
        .map(({ jurisdiction, dialect, url, options }) => ({ jurisdiction, dialect, url, options })),
    }),
  );
}

function subgraphRole(subgraph: string, settings: Readonly<Record<string, unknown>>): RoleSpec {
  return {
    name: subgraph,
    program: SUBGRAPH_ROLE,
    // A restarted subgraph must be found where the gateway knows it.
    config: (previous) => ({
      subgraph,
      settings: {
        ...settings,
        development: true,
        listen: { port: previous?.['url'] === undefined ? 0 : Number(new URL(previous['url']).port) },
      },
    }),
  };
}
