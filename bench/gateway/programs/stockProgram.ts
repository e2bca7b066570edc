// Stock @apollo/gateway behind Apollo Server's standalone server. It knows no partitions, so that its one data source of
// records sends each place what is the place's, as an operator without this product would have to write it.
import { ApolloGateway, type GraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const { supergraphSdl, urls }: { supergraphSdl: string; urls: Record<string, string> } = JSON.parse(
  process.argv[2] ?? '',
);

class ByPlace implements GraphQLDataSource {
  readonly #sources = new Map<string, RemoteGraphQLDataSource>();

  async process(options: Parameters<GraphQLDataSource['process']>[0]) {
    const { request } = options;
    const given: readonly { jurisdiction: string }[] = request.variables?.['representations'] ?? [];
    const places = [...new Set(given.map(({ jurisdiction }) => jurisdiction))];
    const answers = await Promise.all(
      places.map(async (place) => {
        const representations = given.filter(({ jurisdiction }) => jurisdiction === place);
        const part = { ...request, variables: { ...request.variables, representations } };
        const { data } = await this.#at(place).process({ ...options, request: part });
        const entities: unknown[] = data?.['_entities'] ?? [];
        return [place, entities.values()] as const;
      }),
    );
    const byPlace = new Map(answers);
    return { data: { _entities: given.map(({ jurisdiction }) => byPlace.get(jurisdiction)?.next().value) } };
  }

  #at(place: string): RemoteGraphQLDataSource {
    const known = this.#sources.get(place);
    if (known !== undefined) return known;
    const source = new RemoteGraphQLDataSource({ url: urls[place] ?? '' });
    this.#sources.set(place, source);
    return source;
  }
}

const gateway = new ApolloGateway({
  supergraphSdl,
  buildService: ({ name, url }) =>
    name === 'records' ? new ByPlace() : new RemoteGraphQLDataSource({ url: url ?? '' }),
  logger: { debug() {}, info() {}, warn() {}, error: console.error },
});
const { url } = await startStandaloneServer(new ApolloServer({ gateway }), {
  listen: { port: 0, host: '127.0.0.1' },
});
process.send?.({ url });
