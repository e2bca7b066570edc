import type { IncomingMessage } from 'node:http';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpRefusal } from '../../serving/HttpRefusal.ts';
import type { FileServices } from './FileServices.ts';
import { PartWriter } from './PartWriter.ts';
import type { StoredFile } from './StoredFile.ts';

/** A sender that says nothing for so long is gone. */
const IDLE_MS = 30_000;

/**
 * Adds a request's body to a file. Where the sender goes away, what had come is kept.
 *
 * @returns the file after it.
 * @throws {HttpRefusal} 413 when more comes than was declared. {TongbanError} CONFLICT when another request goes on with it.
 */
export async function receiveBody(
  file: StoredFile,
  key: Uint8Array,
  request: IncomingMessage,
  services: FileServices,
): Promise<StoredFile> {
  const writer = await PartWriter.open(file, key, services);
  request.socket.setTimeout(IDLE_MS);
  try {
    // Not destroyed with the loop: the answer goes over the same socket.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (writer.total + chunk.byteLength > file.size)
        throw new HttpRefusal(
          413,
          new TongbanError('BAD_REQUEST', `More comes than the ${file.size} bytes that were declared`),
        );
      await writer.write(chunk);
    }
    await writer.flush();
  } catch (error) {
    if (request.destroyed && !request.complete) await writer.flush();
    throw error;
  } finally {
    request.socket.setTimeout(0);
  }
  return (await services.rows.find(file.fileId)) ?? file;
}
