import type { ReferenceValueRow } from '../document/referenceValueRow.ts';
import type { ReferenceValue } from './ReferenceValue.ts';

const TOPICS = {
  hukou: 'HUKOU',
  'identity-card': 'IDENTITY_CARD',
  marriage: 'MARRIAGE',
  'human-resources': 'HUMAN_RESOURCES',
  'social-insurance': 'SOCIAL_INSURANCE',
  'housing-fund': 'HOUSING_FUND',
  regional: 'REGIONAL',
  transport: 'TRANSPORT',
} as const satisfies Record<ReferenceValueRow['topic'], ReferenceValue['topic']>;

const KINDS = {
  statistic: 'STATISTIC',
  'agreed-limit': 'AGREED_LIMIT',
  'statutory-limit': 'STATUTORY_LIMIT',
  'achieved-average': 'ACHIEVED_AVERAGE',
} as const satisfies Record<ReferenceValueRow['kind'], ReferenceValue['kind']>;

/** A row of the catalogue document as a reference value. */
export function toReferenceValue(row: ReferenceValueRow): ReferenceValue {
  return {
    id: row.id,
    topic: TOPICS[row.topic],
    kind: KINDS[row.kind],
    name: row.nameZh,
    value: row.value,
    approximate: row.approximate ?? null,
    unit: row.unit,
    divisionCode: row.division ?? null,
    asOf: row.asOf ?? null,
    period: row.period ?? null,
    breakdown: row.breakdown,
    source: row.source,
    quote: row.quote,
    note: row.note ?? null,
  };
}
