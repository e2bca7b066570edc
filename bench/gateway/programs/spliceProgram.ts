// The floor of what Node can do with `node:http` and undici: knows the three operations by heart, believes every byte, cuts
// answers at known characters and never looks inside. No gateway may do that; it shows how much of a figure is the platform's.
import { createServer } from 'node:http';
import { type Dispatcher, Pool } from 'undici';
import { keepObjectsYoung } from '../../../cli/keepObjectsYoung.ts';
import { letHeapGrow } from '../../../cli/letHeapGrow.ts';
import { listen } from '../listen.ts';
import { HAND_WRITTEN } from './handWritten.ts';

/** Places in the answer that one call brings, and the representations that it asks by. */
interface Group {
  readonly representations: string[];
  readonly at: number[];
}

keepObjectsYoung();
letHeapGrow();

const STUB = '{"jurisdiction":"';
const ENTITIES = '{"data":{"_entities":[{';
const { urls }: { urls: Record<string, string> } = JSON.parse(process.argv[2] ?? '');
const pools = new Map(
  Object.entries(urls).map(([name, url]) => [name, new Pool(new URL(url).origin, { connections: 64 })]),
);
const head = (query: string) => `{"query":${JSON.stringify(query)},"variables":`;
const NOTICE = head(HAND_WRITTEN.notice);
const PERSON = head(HAND_WRITTEN.person);
const PERSONS = head(HAND_WRITTEN.persons);
const RECORDS = `${head(HAND_WRITTEN.records)}{"representations":[`;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  const send = (body: Buffer) => {
    const length = String(body.length);
    response.writeHead(200, ['content-type', 'application/json; charset=utf-8', 'content-length', length]);
    response.end(body);
  };
  request.on('data', (chunk: Buffer) => void chunks.push(chunk));
  request.on('end', () => {
    const { query, variables } = JSON.parse(join(chunks).toString());
    const given = `${JSON.stringify(variables)}}`;
    if (query.startsWith('query Q1')) ask('people', `${NOTICE}${given}`, send);
    else {
      const people = query.startsWith('query Q2') ? PERSON : PERSONS;
      ask('people', `${people}${given}`, (body) => complete(body.toString('latin1'), send));
    }
  });
});
process.send?.({ url: await listen(server) });

/** Puts the records where their stubs stand. */
function complete(people: string, send: (body: Buffer) => void): void {
  const [first = '', ...others] = people.split(STUB);
  const pieces = [first];
  const groups = new Map<string, Group>();
  for (const part of others) {
    const place = part.slice(0, 6);
    const end = part.indexOf('}');
    let group = groups.get(place);
    if (group === undefined) {
      group = { representations: [], at: [] };
      groups.set(place, group);
    }
    group.representations.push(`{"__typename":"Record","jurisdiction":"${part.slice(0, end)}}`);
    group.at.push(pieces.length + 1);
    pieces.push(`${STUB}${place}",`, '', part.slice(end));
  }
  let left = groups.size;
  for (const [place, { representations, at }] of groups) {
    ask(place, `${RECORDS}${representations.join(',')}]}}`, (body) => {
      const entities = body
        .toString('latin1', ENTITIES.length, body.length - '}]}}'.length)
        .split('},{"asOf"');
      for (const [index, entity] of entities.entries())
        pieces[at[index] ?? 0] = index === 0 ? entity : `"asOf"${entity}`;
      left -= 1;
      if (left === 0) send(toBytes(pieces));
    });
  }
}

function toBytes(pieces: readonly string[]): Buffer {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  for (const piece of pieces) at += bytes.write(piece, at, 'latin1');
  return bytes;
}

function ask(name: string, body: string, onAnswer: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart: () => undefined,
    onResponseStart: () => undefined,
    onResponseData: (_, chunk) => void chunks.push(chunk),
    onResponseEnd: () => onAnswer(join(chunks)),
    onResponseError: (_, error) => {
      throw error;
    },
  };
  const headers = { 'content-type': 'application/json' };
  (pools.get(name) as Pool).dispatch({ path: '/graphql', method: 'POST', headers, body }, handler);
}

function join(chunks: readonly Buffer[]): Buffer {
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}
