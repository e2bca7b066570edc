import { pino } from 'pino';
import { HttpCases } from '../../../../adapters/steps/HttpCases.ts';
import type { StepPort } from '../../../../adapters/steps/StepPort.ts';
import { readPartitionedConfig } from '../../../../subgraphs/jurisdiction/partitionedConfig.ts';
import {
  type PartitionedServer,
  servePartitioned,
} from '../../../../subgraphs/jurisdiction/servePartitioned.ts';
import { secrets } from '../../people/secrets.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Serves one subgraph for Hunan, Anhui, Liaoning and Jilin over a real journal; all have the system that is given. */
export const startPlaces = (
  subgraph: string,
  { databaseUrl, port }: { readonly databaseUrl: string; readonly port: StepPort },
): Promise<PartitionedServer> =>
  servePartitioned<{ readonly step: StepPort }, object>({
    subgraph,
    config: readPartitionedConfig(subgraph, {
      places: ['430000', '340000', '210000', '220000'].map((jurisdiction) => ({
        jurisdiction,
        dialect: 'any',
        url: 'http://127.0.0.1:1',
      })),
      contextKey: { master: base64(secrets.contextMaster) },
      identityKeys: { master: base64(secrets.identityMaster) },
      databaseUrl,
      storeKey: base64(secrets.vaultKey),
    }),
    logger: pino({ level: 'silent' }),
    resolvers: {},
    connect: () => ({ step: port }),
    connectCases: (options) => new HttpCases(options),
    createContext: () => ({}),
  });
