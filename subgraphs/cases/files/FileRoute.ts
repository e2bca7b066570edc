import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { answerJson } from '../../serving/answerJson.ts';
import { discardBody } from '../../serving/discardBody.ts';
import { errorJson } from '../../serving/errorJson.ts';
import { HttpRefusal } from '../../serving/HttpRefusal.ts';
import { isUuid } from '../../serving/isUuid.ts';
import { logRefusal } from '../../serving/logRefusal.ts';
import type { OpenRoute } from '../../serving/OpenRoute.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import { toRefusal } from '../../serving/toRefusal.ts';
import { answerDownload } from './answerDownload.ts';
import { answerUpload } from './answerUpload.ts';
import type { FileServices } from './FileServices.ts';
import { parseClaim } from './parseClaim.ts';
import type { FileUse } from './SignedUrls.ts';
import type { StoredFile } from './StoredFile.ts';

/** Each holds about two parts in memory. */
const MAX_OPEN = 64;
/** A refused body is read on for so long, so that the answer is seen. */
const DISCARDED_BYTES = 16 * 1_048_576;

const METHODS: Readonly<Record<FileUse, readonly string[]>> = {
  upload: ['HEAD', 'PATCH', 'PUT'],
  download: ['GET', 'HEAD'],
};

/** `/files/{id}`: upload and download by a signed URL, which is the only credential. @see docs/files.md */
export class FileRoute implements OpenRoute {
  readonly path = '/files/';
  readonly #services: FileServices;
  readonly #logger: Logger;
  #open = 0;

  constructor(services: FileServices, logger: Logger) {
    this.#services = services;
    this.#logger = logger;
  }

  async answer(fileId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#open += 1;
    try {
      await this.#serve(fileId, request, response);
    } catch (error) {
      this.#refuse(error, request, response);
    } finally {
      this.#open -= 1;
    }
  }

  async #serve(fileId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { urls, rows } = this.#services;
    const claim = parseClaim(fileId, request.url ?? '');
    if (claim === null || !urls.isGood(claim))
      throw new TongbanError('FORBIDDEN', 'This address is not valid, or not any more: ask for another one');
    const methods = METHODS[claim.use];
    if (!methods.includes(request.method ?? '')) {
      response.setHeader('allow', methods.join(', '));
      throw new HttpRefusal(
        405,
        new TongbanError('BAD_REQUEST', `This address is good for ${methods.join(', ')} only`),
      );
    }
    if (this.#open > MAX_OPEN)
      throw new HttpRefusal(
        503,
        new TongbanError('RATE_LIMITED', 'Too many files are on their way', { retryAfter: 2 }),
      );
    const file = isUuid(fileId) ? await askDatabase(rows.find(fileId)) : null;
    if (file === null || file.state === 'GONE') throw new TongbanError('NOT_FOUND', 'There is no such file');
    await this.#answerUse(claim.use, file, request, response);
  }

  async #answerUse(
    use: FileUse,
    file: StoredFile,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (use === 'upload') return answerUpload(file, { request, response, services: this.#services });
    request.resume();
    await answerDownload(file, { request, response, services: this.#services });
  }

  #refuse(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    // Nobody is there to read it; what had come is stored.
    if (request.destroyed && !request.complete) return;
    const { status, error: reason } = logRefusal(this.#logger, error, toRefusal(error));
    if (response.headersSent) {
      // Half an answer must not look like a whole one.
      response.destroy();
      return;
    }
    if (status === 503) response.setHeader('retry-after', String(reason.retryAfter ?? 1));
    // The connection stays: one that is closed while the gateway still writes takes the answer with it.
    answerJson(response, status, errorJson(reason));
    if (!request.complete) discardBody(request, DISCARDED_BYTES);
  }
}
