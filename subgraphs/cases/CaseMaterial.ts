import type { MaterialType } from '../../domain/materials/materialType.ts';

/** 申请材料 of a case, as it is written down in it, sealed with all else. */
export interface CaseMaterial {
  readonly file: string;
  readonly kind: string;
  readonly name: string | null;
  readonly type: MaterialType;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Epoch ms; `null` where no scan was configured. */
  readonly scannedAt: number | null;
}
