import { randomUUID } from 'node:crypto';
import { faultPoint } from '../../serving/faultPoint.ts';
import type { FileServices } from './FileServices.ts';
import { PART_BYTES } from './partBytes.ts';
import { partRow } from './partRow.ts';
import { readFile } from './readFile.ts';
import type { StoredFile } from './StoredFile.ts';

type Tools = Pick<FileServices, 'rows' | 'store' | 'vault'>;

/** Adds bytes to a file, sealed and stored part by part. One writer per request: who is overtaken gets `CONFLICT`. */
export class PartWriter {
  readonly #fileId: string;
  readonly #key: Uint8Array;
  readonly #tools: Tools;
  /** Bytes of the part that is being filled, those of it that are stored already included. */
  #pending: Buffer[];
  #pendingBytes: number;
  #received: number;

  private constructor({ fileId, received }: StoredFile, key: Uint8Array, begun: Buffer, tools: Tools) {
    this.#fileId = fileId;
    this.#key = key;
    this.#tools = tools;
    this.#pending = [begun];
    this.#pendingBytes = begun.byteLength;
    this.#received = received;
  }

  /** Goes on where the file ends; a part that is stored in part is read again, to be stored whole. */
  static async open(file: StoredFile, key: Uint8Array, tools: Tools): Promise<PartWriter> {
    const { fileId, received: end } = file;
    const start = end - (end % PART_BYTES);
    const chunks: Buffer[] = [];
    if (start < end)
      for await (const chunk of readFile({ fileId, key, start, end }, tools)) chunks.push(chunk);
    return new PartWriter(file, key, Buffer.concat(chunks), tools);
  }

  /** Bytes of the file, those included that are not stored yet. */
  get total(): number {
    return this.#received - (this.#received % PART_BYTES) + this.#pendingBytes;
  }

  /** @throws {TongbanError} CONFLICT when another request went on with the file; what the store throws. */
  async write(chunk: Buffer): Promise<void> {
    for (let rest = chunk; rest.byteLength > 0; ) {
      const taken = rest.subarray(0, PART_BYTES - this.#pendingBytes);
      rest = rest.subarray(taken.byteLength);
      this.#pending.push(taken);
      this.#pendingBytes += taken.byteLength;
      if (this.#pendingBytes === PART_BYTES) await this.flush();
    }
  }

  /** Stores what is not stored yet. @throws as `write` does. */
  async flush(): Promise<void> {
    const { rows, store, vault } = this.#tools;
    const to = this.total;
    if (to === this.#received) return;
    const fileId = this.#fileId;
    const content = Buffer.concat(this.#pending);
    const position = (to - content.byteLength) / PART_BYTES;
    const part = { partId: randomUUID(), position, bytes: content.byteLength };
    const name = { fileId, partId: part.partId };
    await rows.announcePart(fileId, part);
    await store.put(name, vault.sealBytes(content, this.#key, partRow(name, position)));
    await faultPoint('files.stored');
    try {
      const replaced = await rows.keepPart(fileId, part, { from: this.#received, to });
      await faultPoint('files.kept');
      if (replaced !== null) await this.#discard(replaced);
    } catch (error) {
      await this.#discard(part.partId);
      throw error;
    }
    this.#received = to;
    if (content.byteLength < PART_BYTES) this.#pending = [content];
    else {
      this.#pending = [];
      this.#pendingBytes = 0;
    }
  }

  /** What cannot be removed now, a worker removes later: it is noted. */
  async #discard(partId: string): Promise<void> {
    const { rows, store } = this.#tools;
    await store
      .remove({ fileId: this.#fileId, partId })
      .then(() => rows.forgetPart(partId))
      .catch(() => undefined);
  }
}
