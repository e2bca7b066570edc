import type { EvidenceLevel } from '../../../domain/catalog/evidenceLevel.ts';
import type { EvidenceRow } from '../document/evidenceRow.ts';
import type { Evidence } from './Evidence.ts';
import { toCitation } from './toCitation.ts';

const LEVELS = {
  article: 'ARTICLE',
  found: 'FOUND',
  recalled: 'RECALLED',
  inferred: 'INFERRED',
} as const satisfies Record<EvidenceRow['evidence'], EvidenceLevel>;

export function toEvidence(row: EvidenceRow): Evidence {
  return { evidence: LEVELS[row.evidence], citation: toCitation(row), note: row.note ?? null };
}
