import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROVINCES } from '../../domain/provinces.ts';
import { findSchemaFolder } from '../../schema/findSchemaFolder.ts';
import type { RoleSpec } from '../processes/RoleSpec.ts';
import type { DevelopmentSecrets } from './DevelopmentSecrets.ts';
import { DEVELOPMENT_ISSUER } from './developmentIssuer.ts';
import { partitionsOf } from './partitionsOf.ts';
import type { RunningStack } from './RunningStack.ts';
import type { SandboxDirectory } from './readSandbox.ts';

export interface GatewayRoleOptions {
  readonly secrets: DevelopmentSecrets;
  /** Written here; it may be edited while it runs. */
  readonly partitionsFile: string;
  readonly port: number;
  /** Where the unpartitioned subgraphs are. */
  readonly services: Readonly<Record<string, string>>;
  /** Where the servers of the partitioned subgraphs are. */
  readonly partitions: Readonly<Record<string, string>>;
  /** Where uploads and downloads of files are answered. */
  readonly filesUrl: string;
  readonly directory: SandboxDirectory;
  readonly tokens: RunningStack['tokens'];
  readonly sampleHolders: readonly string[];
}

/** The gateway before all of it, with the partitions as a file that may be edited while it runs. */
export async function gatewayRole(options: GatewayRoleOptions): Promise<RoleSpec> {
  const { secrets, partitionsFile, port, services, partitions, filesUrl, directory, tokens, sampleHolders } =
    options;
  await writeFile(partitionsFile, JSON.stringify(partitionsOf(partitions, directory), null, 2));
  const { d: _private, ...publicKey } = secrets.signingKey;
  return {
    name: 'gateway',
    program: new URL('./roles/gatewayRole.ts', import.meta.url),
    config: (previous) => ({
      port: previous?.['url'] === undefined ? port : Number(new URL(previous['url']).port),
      supergraph: join(findSchemaFolder(), 'supergraph.graphql'),
      partitions: partitionsFile,
      services: Object.fromEntries(Object.entries(services).map(([name, url]) => [name, `${url}/graphql`])),
      issuers: [
        {
          ...DEVELOPMENT_ISSUER,
          jwks: { keys: [publicKey] },
          scopes: ['clerk', 'statistics'],
          offices: PROVINCES.map(({ code2 }) => code2),
        },
      ],
      files: filesUrl,
      contextSecret: secrets.contextMaster,
      playground: { tokens, sampleHolders },
      ...(previous?.['admin'] === undefined ? {} : { adminPort: Number(new URL(previous['admin']).port) }),
    }),
  };
}
