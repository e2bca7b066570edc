import type { IncomingMessage } from 'node:http';
import { TongbanError } from '../../domain/TongbanError.ts';
import { HttpRefusal } from './HttpRefusal.ts';

/**
 * Reads a JSON body.
 *
 * @param maxBytes - the body is not read further than this.
 * @throws {HttpRefusal} 415 for another content type, charset or a compressed body; 413 above `maxBytes`; 400 for
 *   bytes outside UTF-8, text that is not JSON, or a body that ends early.
 */
export async function readJsonBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  expectPlainJson(request);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);

  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunksOf(request)) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return parseJson(Buffer.concat(chunks, size));
}

function expectPlainJson({ headers }: IncomingMessage): void {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((text) => text.startsWith('charset='));
  const isJson = type.trim() === 'application/json' && (charset ?? 'charset=utf-8') === 'charset=utf-8';
  const isPlain = (headers['content-encoding'] ?? 'identity') === 'identity';
  if (!isJson || !isPlain) {
    throw refusal(415, 'The body must be application/json in UTF-8, not compressed');
  }
}

/** Leaving the loop early must not destroy the socket, because the refusal still has to be sent over it. */
async function* chunksOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (Buffer.isBuffer(chunk)) yield chunk;
    }
  } catch (error) {
    throw new HttpRefusal(400, new TongbanError('BAD_REQUEST', 'The body ended early', { cause: error }));
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new HttpRefusal(
      400,
      new TongbanError('BAD_REQUEST', 'The body is not JSON in UTF-8', { cause: error }),
    );
  }
}

function tooLarge(maxBytes: number): HttpRefusal {
  return refusal(413, `The body is larger than ${maxBytes} bytes`);
}

function refusal(status: number, message: string): HttpRefusal {
  return new HttpRefusal(status, new TongbanError('BAD_REQUEST', message));
}
