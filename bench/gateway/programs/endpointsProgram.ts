// Serves the subgraphs of the measurement. An answer is computed once and then found by the request's bytes, so that these
// servers are never what is waited for, but for the milliseconds that they are told to take.
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, graphql, parse } from 'graphql';
import { listen } from '../listen.ts';
import { noticeOf, PLACES, personOf, recordOf, SUBGRAPHS } from '../world.ts';

interface Args {
  readonly id: string;
  readonly ids: readonly string[];
}

const people = buildSubgraphSchema({
  typeDefs: parse(SUBGRAPHS.people),
  resolvers: {
    Query: {
      notice: (_: unknown, { id }: Args) => noticeOf(id),
      person: (_: unknown, { id }: Args) => personOf(id),
      persons: (_: unknown, { ids }: Args) => ids.map(personOf),
    },
  },
});
const records = buildSubgraphSchema({
  typeDefs: parse(SUBGRAPHS.records),
  resolvers: {
    Record: {
      __resolveReference: ({ jurisdiction, personId }: { jurisdiction: string; personId: string }) =>
        recordOf(jurisdiction, personId),
    },
  },
});

const answerAfterMs = Number(process.argv[2] ?? 0);
let calls = 0;
const urls: Record<string, string> = { people: await serve(people), records: await serve(records) };
for (const place of PLACES) urls[place] = await serve(records);
process.on('message', () => process.send?.({ calls }));
process.send?.(urls);

async function serve(schema: GraphQLSchema): Promise<string> {
  const answers = new Map<string, Buffer>();
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks).toString('latin1');
      let answer = answers.get(body);
      if (answer === undefined) {
        const { query: source, variables } = JSON.parse(Buffer.from(body, 'latin1').toString('utf8'));
        const result = await graphql({ schema, source, variableValues: variables ?? {} });
        answer = Buffer.from(JSON.stringify(result));
        if (answers.size < 5_000) answers.set(body, answer);
      }
      calls += 1;
      if (answerAfterMs > 0) await sleep(answerAfterMs);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
      response.end(answer);
    });
  });
  return listen(server);
}
