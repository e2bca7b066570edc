import type { FileRefusal } from '../../../domain/materials/fileRefusal.ts';
import type { MaterialType } from '../../../domain/materials/materialType.ts';

/** A file that was announced, and how far it has come. */
export interface StoredFile {
  readonly fileId: string;
  /** As declared; what comes must be of this type. */
  readonly type: MaterialType;
  /** As declared, in bytes. */
  readonly size: number;
  /** Bytes that are stored for good. */
  readonly received: number;
  /** `GONE`: its key is destroyed, and what is stored of it is being removed. */
  readonly state: 'OPEN' | 'COMPLETE' | 'REFUSED' | 'GONE';
  readonly refusal: FileRefusal | null;
  /** Its key, sealed under the master key, and under the key of its case once it is in one; `null` once destroyed. */
  readonly wrapped: Buffer | null;
  /** A `FileAbout`, sealed under its key. */
  readonly about: Buffer;
  readonly caseId: string | null;
  /** Epoch ms. */
  readonly scannedAt: number | null;
}
