import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { DEVELOPMENT_ISSUER } from '../cli/start/developmentIssuer.ts';
import { issueDevelopmentToken } from '../cli/start/issueDevelopmentToken.ts';
import { portOf } from '../cli/start/portOf.ts';
import { findSchemaFolder } from '../schema/findSchemaFolder.ts';
import { RestartableRole } from './RestartableRole.ts';
import type { CasesProcesses } from './withCasesProcesses.ts';

const PROGRAM = new URL('../cli/start/roles/gatewayRole.ts', import.meta.url);

/** Two gateways before one server of cases, and a token that both accept. */
export interface Gateways {
  readonly gateways: readonly {
    readonly role: RestartableRole;
    readonly url: string;
    readonly admin: string;
  }[];
  readonly token: string;
}

/** Starts them; whoever does must stop them. */
export async function startGateways({
  url,
  master,
  instant,
  folder,
}: Omit<CasesProcesses, 'pool'>): Promise<Gateways> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const signingKey = { ...(await exportJWK(privateKey)), alg: 'ES256', kid: 'bench' };
  const { d: _private, ...publicKey } = signingKey;
  const partitions = join(folder, 'gateway-partitions.json');
  const places = { '11': `${instant.url}/11/graphql` };
  const departments = ['public-security', 'social-insurance', 'housing-fund'];
  await writeFile(partitions, JSON.stringify(Object.fromEntries(departments.map((name) => [name, places]))));
  const createGateway = (name: string) =>
    new RestartableRole({
      name,
      program: PROGRAM,
      config: (previous) => ({
        port: portOf(previous?.['url']),
        adminPort: portOf(previous?.['admin']),
        supergraph: join(findSchemaFolder(), 'supergraph.graphql'),
        partitions,
        services: {
          people: `${instant.url}/graphql`,
          catalog: `${instant.url}/graphql`,
          cases: `${url}/graphql`,
        },
        issuers: [{ ...DEVELOPMENT_ISSUER, jwks: { keys: [publicKey] } }],
        contextSecret: master,
      }),
    });
  const roles = ['gateway 1', 'gateway 2'].map(createGateway);
  const started = await Promise.all(
    roles.map(async (role) => {
      const { url: at = '', admin = '' } = await role.start();
      return { role, url: at, admin };
    }),
  );
  const token = { subject: 'bench', portal: 'bench', scopes: [], lifetimeSeconds: 3_600 };
  return {
    gateways: started,
    token: await issueDevelopmentToken(signingKey, token),
  };
}
