import type { ApolloGateway } from '@apollo/gateway';
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
 * It refuses supergraphs with `@authenticated` and the like, and its error paths are wrong on lists with gaps.
 */
export class ReferenceGateway {
  readonly #gateway: ApolloGateway;
  #update: ((supergraphSdl: string) => void) | undefined;

  /** @param apolloGateway - the class, which the caller loads only when it is needed: it phones home unless told not to. */
  constructor(apolloGateway: typeof ApolloGateway, supergraphSdl: string, upstreams: Upstreams) {
    this.#gateway = new apolloGateway({
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
