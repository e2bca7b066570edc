import type { MaterialType } from '../../../domain/materials/materialType.ts';

/** What is to be scanned. */
export interface ScannedFile {
  readonly type: MaterialType;
  /** The content, from its beginning. */
  content(): AsyncIterable<Buffer>;
}

/** Somebody of the operator's who looks at contents: a virus scanner. */
export interface FileScan {
  /**
   * @returns whether the content may be used.
   * @throws {TongbanError} INTERNAL_SERVER_ERROR, retryable, when that cannot be told now: the file waits.
   */
  passes(file: ScannedFile): Promise<boolean>;
}
