import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { FileStore, PartName } from './FileStore.ts';
import type { FilesConfig } from './filesConfig.ts';

type S3Settings = Extract<FilesConfig['store'], { readonly kind: 's3' }>;

const RETRIES = 2;
const TIMEOUT_MS = 20_000;

/**
 * Parts of files as objects of a bucket, at any service that speaks S3 with path-style addresses and Signature Version 4.
 * A put is atomic there, and read after it by everybody.
 */
export class S3FileStore implements FileStore {
  readonly #client: AwsClient;
  readonly #prefix: string;

  constructor({ endpoint, bucket, prefix, region, accessKeyId, secretAccessKey }: S3Settings) {
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: RETRIES });
    this.#prefix = `${endpoint.replace(/\/+$/, '')}/${bucket}/${prefix}`;
  }

  async put(name: PartName, sealed: Buffer): Promise<void> {
    // The signature covers the content, so that nothing on the way can change it unnoticed.
    const digest = createHash('sha256').update(sealed).digest('hex');
    await this.#ask(name, {
      method: 'PUT',
      body: new Uint8Array(sealed),
      headers: { 'content-type': 'application/octet-stream', 'x-amz-content-sha256': digest },
    });
  }

  async get(name: PartName): Promise<Buffer> {
    const response = await this.#ask(name, { method: 'GET' });
    return Buffer.from(await response.arrayBuffer().catch(away));
  }

  async remove(name: PartName): Promise<void> {
    await this.#ask(name, { method: 'DELETE' }, 404);
  }

  async #ask({ fileId, partId }: PartName, request: RequestInit, alsoGood?: number): Promise<Response> {
    const response = await this.#client
      .fetch(`${this.#prefix}${fileId}/${partId}`, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) })
      .catch(away);
    if (response.ok || response.status === alsoGood) {
      if (request.method !== 'GET') await response.body?.cancel();
      return response;
    }
    await response.body?.cancel();
    throw new TongbanError(
      'INTERNAL_SERVER_ERROR',
      `The store of files answered ${request.method} with ${response.status}`,
      { retryable: response.status !== 404 },
    );
  }
}

function away(cause: unknown): never {
  throw new TongbanError('INTERNAL_SERVER_ERROR', 'The store of files cannot be reached', {
    retryable: true,
    cause,
  });
}
