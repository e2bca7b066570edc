import { mediaTypeOf } from '../../../domain/materials/mediaTypeOf.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { FileScan, ScannedFile } from './FileScan.ts';

const REFUSED = 422;

/** A scanner that takes the content by POST: 2xx lets it pass, 422 refuses it. */
export class HttpScan implements FileScan {
  readonly #url: string;
  readonly #timeoutMs: number;

  constructor({ url, timeoutSeconds }: { readonly url: string; readonly timeoutSeconds: number }) {
    this.#url = url;
    this.#timeoutMs = timeoutSeconds * 1_000;
  }

  async passes({ type, content }: ScannedFile): Promise<boolean> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': mediaTypeOf(type) },
      body: ReadableStream.from(content()),
      duplex: 'half',
      // Whoever is asked to look at it does not send it elsewhere.
      redirect: 'error',
      signal: AbortSignal.timeout(this.#timeoutMs),
    }).catch((cause: unknown) => {
      throw away('cannot be reached', cause);
    });
    await response.body?.cancel();
    if (response.ok) return true;
    if (response.status === REFUSED) return false;
    throw away(`answered with ${response.status}`);
  }
}

const away = (what: string, cause?: unknown): TongbanError =>
  new TongbanError('INTERNAL_SERVER_ERROR', `The scan of files ${what}`, {
    retryable: true,
    retryAfter: 5,
    cause,
  });
