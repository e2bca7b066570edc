// A proxy written by hand for the three operations and nothing else: no schema, no plan, no check. What an engineer would
// write in an hour with undici who wants it to be fast.
import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'undici';
import { listen } from '../listen.ts';
import { HAND_WRITTEN } from './handWritten.ts';

interface Stub {
  readonly jurisdiction: string;
  readonly personId?: string;
}
interface Person {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly number: string;
  readonly records: Stub[];
}

const { urls }: { urls: Record<string, string> } = JSON.parse(process.argv[2] ?? '');
const pools = new Map(
  Object.entries(urls).map(([name, url]) => [name, new Pool(new URL(url).origin, { connections: 64 })]),
);

const server = createServer(async (request, response) => {
  const { query, variables } = JSON.parse(await read(request));
  const body = JSON.stringify({ data: await answer(query, variables) });
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
});
process.send?.({ url: await listen(server) });

async function answer(query: string, variables: unknown): Promise<unknown> {
  if (query.startsWith('query Q1')) return (await ask('people', HAND_WRITTEN.notice, variables)).data;
  if (query.startsWith('query Q2')) {
    const { person } = (await ask('people', HAND_WRITTEN.person, variables)).data;
    await complete([person]);
    return { person };
  }
  const { persons } = (await ask('people', HAND_WRITTEN.persons, variables)).data;
  await complete(persons);
  return { persons };
}

async function complete(persons: readonly Person[]): Promise<void> {
  const groups = new Map<string, { stubs: Stub[]; put: ((record: object) => void)[] }>();
  for (const { records } of persons) {
    for (const [index, stub] of records.entries()) {
      let group = groups.get(stub.jurisdiction);
      if (group === undefined) {
        group = { stubs: [], put: [] };
        groups.set(stub.jurisdiction, group);
      }
      group.stubs.push(stub);
      group.put.push((record) => {
        records[index] = { jurisdiction: stub.jurisdiction, ...record };
      });
    }
  }
  await Promise.all(
    [...groups].map(async ([place, { stubs, put }]) => {
      const representations = stubs.map(({ jurisdiction, personId }) => ({
        __typename: 'Record',
        jurisdiction,
        personId,
      }));
      const { data } = await ask(place, HAND_WRITTEN.records, { representations });
      for (const [index, set] of put.entries()) set(data._entities[index]);
    }),
  );
}

async function ask(name: string, query: string, variables: unknown) {
  const { body } = await (pools.get(name) as Pool).request({
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return JSON.parse(await body.text());
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => resolve(text));
    request.on('error', reject);
  });
}
