import { type PolicyStatementRow, policyStatementRow } from './policyStatementRow.ts';
import type { Section } from './Section.ts';

export const policyStatementSection: Section<PolicyStatementRow> = {
  name: 'policyStatements',
  schema: policyStatementRow,
  keyField: 'id',
  nameOf: ({ nameZh }) => nameZh,
};
