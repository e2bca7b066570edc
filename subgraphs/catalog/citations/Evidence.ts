import type { EvidenceLevel } from '../../../domain/catalog/evidenceLevel.ts';
import type { Citation } from './Citation.ts';

/** 依据: how something of our own making is known. */
export interface Evidence {
  readonly evidence: EvidenceLevel;
  readonly citation: Citation;
  readonly note: string | null;
}
