import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpRefusal } from '../../serving/HttpRefusal.ts';
import type { FileExchange } from './FileExchange.ts';
import { openFileKey } from './openFileKey.ts';
import { receiveBody } from './receiveBody.ts';
import { requireFits } from './requireFits.ts';
import type { StoredFile } from './StoredFile.ts';
import { settleFile } from './settleFile.ts';

const VERSION = '1.0.0';

/**
 * Takes what comes of a file: `HEAD` says how far it has come, `PATCH` goes on from there, `PUT` brings all of it.
 *
 * @see tus 1.0.0, core protocol; the file was made by `openUpload`
 * @throws {TongbanError} whatever the caller is to read. {HttpRefusal} where the status says more.
 */
export async function answerUpload(file: StoredFile, exchange: FileExchange): Promise<void> {
  const { request, response } = exchange;
  response.setHeader('tus-resumable', VERSION);
  requireVersion(request.headers['tus-resumable']);
  response.setHeader('upload-offset', file.received);
  const settled = file.state === 'OPEN' ? await goOn(file, exchange) : standing(file, request.method);
  request.resume();
  response.setHeader('upload-offset', settled.received);
  if (settled.state === 'REFUSED') throw refused(settled, file.state === 'REFUSED' ? 410 : 422);
  if (request.method === 'HEAD') response.setHeader('upload-length', settled.size);
  response.writeHead(request.method === 'HEAD' ? 200 : 204, { 'cache-control': 'no-store' }).end();
}

async function goOn(file: StoredFile, { request, response, services }: FileExchange): Promise<StoredFile> {
  const key = await openFileKey(file, services);
  if (request.method === 'HEAD') return settleFile(file, key, services);
  requireFits(file, request);
  const longer = await receiveBody(file, key, request, services);
  response.setHeader('upload-offset', longer.received);
  if (request.method === 'PUT' && longer.received < longer.size)
    throw new TongbanError('BAD_USER_INPUT', 'The body is shorter than the file; go on with PATCH');
  return settleFile(longer, key, services);
}

/** What has ended takes nothing more; whoever did not hear that asks with HEAD. */
function standing(file: StoredFile, method: string | undefined): StoredFile {
  if (file.state === 'COMPLETE' && method !== 'HEAD')
    throw new TongbanError('CONFLICT', 'The file has come whole; nothing is added to it');
  return file;
}

function requireVersion(given: string | readonly string[] | undefined): void {
  if (given === undefined || given === VERSION) return;
  throw new HttpRefusal(412, new TongbanError('BAD_REQUEST', `Uploads are answered as tus ${VERSION} says`));
}

const REASONS = {
  DIGEST: 'its content has another SHA-256 than was declared',
  TYPE: 'its content is not of the declared type, or of several types at once',
  SCAN: 'the security scan refused it',
} as const;

function refused({ refusal }: StoredFile, status: number): HttpRefusal {
  const reason = REASONS[refusal ?? 'TYPE'];
  return new HttpRefusal(
    status,
    new TongbanError('BAD_USER_INPUT', `The file is refused and deleted: ${reason}; open another upload`),
  );
}
