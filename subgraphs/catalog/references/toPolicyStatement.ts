import type { PolicyStatementRow } from '../document/policyStatementRow.ts';
import type { PolicyStatement } from './PolicyStatement.ts';

const KINDS = {
  goals: 'GOALS',
  'handling-modes': 'HANDLING_MODES',
  'list-management': 'LIST_MANAGEMENT',
  channel: 'CHANNEL',
  event: 'EVENT',
  practice: 'PRACTICE',
  inconsistency: 'INCONSISTENCY',
} as const satisfies Record<PolicyStatementRow['kind'], PolicyStatement['kind']>;

/** A row of the catalogue document as a statement. */
export function toPolicyStatement(row: PolicyStatementRow): PolicyStatement {
  return {
    id: row.id,
    kind: KINDS[row.kind],
    name: row.nameZh,
    terms: row.terms,
    on: row.on ?? null,
    itemCodes: row.items,
    source: row.source,
    quote: row.quote ?? null,
    note: row.note ?? null,
  };
}
