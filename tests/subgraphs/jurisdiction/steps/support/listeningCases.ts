import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deriveContextKey } from '../../../../../subgraphs/serving/deriveContextKey.ts';
import { verifyCallContext } from '../../../../../subgraphs/serving/verifyCallContext.ts';
import { MASTER } from './stepServer.ts';

const PATH = '/step-results/public-security.430000';
const AUDIENCE = 'cases/step-results/public-security/430000';

/** Cases, as far as places see it, on a real socket. */
export interface ListeningCases {
  readonly url: string;
  /** Bodies in the order of their arrival, with the scopes of who sent them. */
  readonly told: readonly { readonly body: unknown; readonly scopes: readonly string[] | undefined }[];
  /** With what it answers from now on; `null` hangs up. */
  setStatus(status: number | null): void;
  close(): void;
}

export async function startListeningCases(): Promise<ListeningCases> {
  const told: ListeningCases['told'][number][] = [];
  let status: number | null = 200;
  const server = createServer(async (request, response) => {
    const body: unknown = JSON.parse(await read(request));
    const context = verifyCallContext(String(request.headers['tongban-context']), {
      audience: AUDIENCE,
      contextKey: deriveContextKey(MASTER, AUDIENCE),
      now: Date.now(),
    });
    told.push({ body, scopes: context.caller?.scopes });
    if (request.method !== 'POST' || request.url !== PATH) response.writeHead(404).end('{}');
    else if (status === null) response.destroy();
    else response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    told,
    setStatus: (value) => {
      status = value;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
