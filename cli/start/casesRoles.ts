import type { RoleSpec } from '../processes/RoleSpec.ts';
import type { DevelopmentSecrets } from './DevelopmentSecrets.ts';
import { subgraphRole } from './subgraphRole.ts';

type CasesSecrets = Pick<DevelopmentSecrets, 'caseKey' | 'contextMaster'>;

/** What the server of cases and its worker are both told. */
export interface CasesRoleOptions {
  readonly databaseUrl: string;
  /** Where people and the catalogue are. */
  readonly services: { readonly people: string; readonly catalog: string };
  /** The file that the gateway follows too. */
  readonly partitionsFile: string;
  /** Where files that people hand in are kept, sealed; an absolute path. */
  readonly filesFolder: string;
}

/** Cases: applications and how they go on. */
export const casesRole = (
  secrets: CasesSecrets,
  { port, ...options }: CasesRoleOptions & { readonly port: number },
): RoleSpec => subgraphRole('cases', () => casesSettings(secrets, options), port);

/** Whoever does the steps of cases. */
export const workerRole = (secrets: CasesSecrets, options: CasesRoleOptions): RoleSpec => ({
  name: 'worker',
  program: new URL('./roles/workerRole.ts', import.meta.url),
  config: () => casesSettings(secrets, options),
});

function casesSettings(
  { caseKey, contextMaster }: CasesSecrets,
  { databaseUrl, services, partitionsFile, filesFolder }: CasesRoleOptions,
) {
  return {
    databaseUrl,
    caseKey,
    contextKey: { master: contextMaster },
    services,
    partitions: partitionsFile,
    files: { store: { kind: 'disk', folder: filesFolder } },
  };
}
