import type { IncomingMessage } from 'node:http';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpRefusal } from '../../serving/HttpRefusal.ts';
import type { StoredFile } from './StoredFile.ts';

const PATCH_TYPE = 'application/offset+octet-stream';

/**
 * Whether what is about to come may follow what has come.
 *
 * @throws {HttpRefusal} 400, 413, 415. {TongbanError} CONFLICT for another offset.
 */
export function requireFits({ size, received }: StoredFile, { method, headers }: IncomingMessage): void {
  if (headers['content-encoding'] !== undefined)
    throw refusal(415, 'A file comes as it is, without content-encoding');
  if (method === 'PATCH' && headers['content-type'] !== PATCH_TYPE)
    throw refusal(415, `PATCH has the content-type ${PATCH_TYPE}`);
  const offset = method === 'PATCH' ? headers['upload-offset'] : '0';
  if (typeof offset !== 'string' || !/^\d{1,15}$/.test(offset))
    throw refusal(400, 'PATCH has a header upload-offset');
  if (Number(offset) !== received)
    throw new TongbanError('CONFLICT', `The upload goes on at ${received}, not at ${offset}`);
  const length = headers['content-length'];
  if (length !== undefined && received + Number(length) > size) throw tooLarge(size);
  if (method === 'PUT' && length !== undefined && Number(length) < size)
    throw refusal(400, `The body is shorter than the file, which has ${size} bytes`);
}

const tooLarge = (size: number): HttpRefusal => refusal(413, `The file was declared with ${size} bytes`);

const refusal = (status: number, message: string): HttpRefusal =>
  new HttpRefusal(status, new TongbanError('BAD_REQUEST', message));
