import type { IncomingMessage } from 'node:http';
import type { RawRequest } from '../SandboxDialect.ts';

const BODY_LIMIT = 1024 * 1024;

/**
 * Reads a request whole.
 *
 * @returns `null` for a body of more than 1 MiB.
 * @throws {Error} when the connection is lost before the end.
 */
export async function readRequest(incoming: IncomingMessage): Promise<RawRequest | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > BODY_LIMIT) return null;
    chunks.push(bytes);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers,
    body: Buffer.concat(chunks, length),
  };
}
