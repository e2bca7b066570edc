import { ApolloGateway } from '@apollo/gateway';
import type {
  GatewayExecutor,
  GatewayInterface,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import { ReferenceDataSource } from './ReferenceDataSource.ts';
import type { Upstreams } from './Upstreams.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Apollo's own gateway and executor over our upstreams: the yardstick that ours is compared with.
 *
 * Loaded only where it is asked for: Apollo's phones home unless told not to. This file names it, not who loads this one: in a
 * bundle, a library of the older kind has names for a plain import only.
 *
 * It refuses supergraphs with `@authenticated` and the like, and its error paths are wrong on lists with gaps.
 */
export class ReferenceGateway {
  readonly #gateway: ApolloGateway;
  #update: ((supergraphSdl: string) => void) | undefined;

  constructor(supergraphSdl: string, upstreams: Upstreams) {
    this.#gateway = new ApolloGateway({
      supergraphSdl: async ({ update }) => {
        this.#update = update;
        return { supergraphSdl };
      },
      buildService: ({ name }) => new ReferenceDataSource(name, upstreams),
      queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
      logger: silent,
    });
  }

  async load(options: Parameters<GatewayInterface['load']>[0]): Promise<GatewayExecutor> {
    const { executor } = await this.#gateway.load(options);
    return executor;
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): void {
    this.#gateway.onSchemaLoadOrUpdate(callback);
  }

  /** @throws {Error} when Apollo's gateway does not accept the supergraph. */
  update(supergraphSdl: string): void {
    this.#update?.(supergraphSdl);
  }

  async stop(): Promise<void> {
    await this.#gateway.stop();
  }
}
