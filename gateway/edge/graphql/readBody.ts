import type { IncomingMessage } from 'node:http';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpRefusal } from '../HttpRefusal.ts';

/**
 * Reads a body of JSON in UTF-8.
 *
 * @param maxBytes - it is not kept beyond this.
 * @param signal - ends the wait for a body that does not come.
 * @throws {HttpRefusal} 415 for another content type, charset or a compressed body; 413 above `maxBytes`; 400 for bytes
 *   outside UTF-8 or a body that ends early; 408 when the signal aborts.
 */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string> {
  expectJson(request);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const bytes = await collect(request, maxBytes, signal);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal(400, 'The body is not UTF-8');
  }
}

function expectJson({ headers }: IncomingMessage): void {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json') throw refusal(415, 'The body must be application/json');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) {
    throw refusal(415, 'The body must be in UTF-8');
  }
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw refusal(415, 'The body must not be compressed');
  }
}

function collect(request: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (error: HttpRefusal | undefined): void => {
      request.off('data', onData).off('end', onEnd).off('close', onClose);
      signal.removeEventListener('abort', onAbort);
      if (error === undefined)
        resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
      else reject(error);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.byteLength;
      if (size > maxBytes) settle(tooLarge(maxBytes));
      else chunks.push(chunk);
    };
    const onEnd = (): void => settle(undefined);
    const onClose = (): void => settle(refusal(400, 'The body ended early'));
    const onAbort = (): void => settle(refusal(408, 'The body did not come in time'));
    request.on('data', onData).once('end', onEnd).once('close', onClose);
    // Without a listener the error of a torn connection would end the process; `close` follows it.
    request.on('error', () => undefined);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

const tooLarge = (maxBytes: number) => refusal(413, `The body is larger than ${maxBytes} bytes`);

const refusal = (status: number, message: string) =>
  new HttpRefusal(status, new TongbanError('BAD_REQUEST', message));
