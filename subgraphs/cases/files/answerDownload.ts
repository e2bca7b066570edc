import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mediaTypeOf } from '../../../domain/materials/mediaTypeOf.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpRefusal } from '../../serving/HttpRefusal.ts';
import { attachmentOf } from './attachmentOf.ts';
import type { FileExchange } from './FileExchange.ts';
import { openFileKey } from './openFileKey.ts';
import { parseRange } from './parseRange.ts';
import { readAbout } from './readAbout.ts';
import { readFile } from './readFile.ts';
import type { StoredFile } from './StoredFile.ts';

/** A reader that takes nothing for so long is gone. */
const IDLE_MS = 30_000;

/**
 * Sends a material, or a range of it: always to be saved, never to be shown in the page of a portal.
 *
 * @throws {TongbanError} NOT_FOUND for what is in no case, and for what was erased. {HttpRefusal} 416.
 */
export async function answerDownload(
  file: StoredFile,
  { request, response, services }: FileExchange,
): Promise<void> {
  const { fileId, size, type } = file;
  if (file.state !== 'COMPLETE' || file.caseId === null)
    throw new TongbanError('NOT_FOUND', 'There is no such file');
  const key = await openFileKey(file, services);
  const etag = `"${fileId}"`;
  const ifRange = request.headers['if-range'];
  const range = ifRange === undefined || ifRange === etag ? parseRange(request.headers.range, size) : null;
  if (range === 'UNSATISFIABLE') {
    response.setHeader('content-range', `bytes */${size}`);
    throw new HttpRefusal(416, new TongbanError('BAD_REQUEST', `The file has ${size} bytes`));
  }
  const { start, end } = range ?? { start: 0, end: size };
  const headers = {
    'content-type': mediaTypeOf(type),
    'content-length': end - start,
    'content-disposition': attachmentOf(readAbout(file, key, services.vault).name, type),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
    etag,
    ...(range === null ? {} : { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
  };
  const status = range === null ? 200 : 206;
  if (request.method === 'HEAD') {
    response.writeHead(status, headers).end();
    return;
  }
  const content = readFile({ fileId, key, start, end }, services);
  // What cannot be read is told before the answer has begun.
  const first = await content.next();
  response.writeHead(status, headers);
  response.socket?.setTimeout(IDLE_MS);
  if (first.done !== true) response.write(first.value);
  await pipeline(Readable.from(content), response);
}
