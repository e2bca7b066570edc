import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { federationLink } from '../../../support/federationLink.ts';
import {
  type ServedSubgraph,
  serveTestSubgraph,
  type TestSubgraph,
} from '../../../support/serveTestSubgraph.ts';
import { startTestGateway, type TestGateway } from '../support/startTestGateway.ts';

const records: TestSubgraph = {
  sdl: `${federationLink} type Record @key(fields: "jurisdiction id") { jurisdiction: ID! id: ID! amount: Int }`,
  resolvers: { Record: { __resolveReference: (key: object) => ({ ...key, amount: 7 }) } },
};
const stubs = (jurisdiction: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ jurisdiction, id: `${index}` }));
const people: TestSubgraph = {
  sdl: `${federationLink}
    type Query { records(jurisdiction: ID!, count: Int!): [Record] }
    type Record @key(fields: "jurisdiction id") { jurisdiction: ID! id: ID! }`,
  resolvers: {
    Query: {
      records: (_: unknown, { jurisdiction, count }: { jurisdiction: string; count: number }) =>
        stubs(jurisdiction, count),
    },
  },
};

/** A gateway before two places. */
export interface PartitionedWorld {
  readonly gateway: TestGateway;
  readonly places: Readonly<Record<'43' | '44', ServedSubgraph>>;
  close(): Promise<void>;
}

export async function startPartitionedWorld(
  settings: Readonly<Record<string, unknown>>,
): Promise<PartitionedWorld> {
  const [hunan, guangdong] = await Promise.all([serveTestSubgraph(records), serveTestSubgraph(records)]);
  const folder = await mkdtemp(join(tmpdir(), 'tongban-places-'));
  const partitions = join(folder, 'partitions.json');
  await writeFile(partitions, JSON.stringify({ records: { 43: hunan.url, 44: guangdong.url } }));
  const gateway = await startTestGateway({ people, records }, { partitions, ...settings });
  return {
    gateway,
    places: { 43: hunan, 44: guangdong },
    close: async () => {
      await gateway.close();
      await Promise.all([hunan.close(), guangdong.close()]);
      await rm(folder, { recursive: true });
    },
  };
}
