/**
 * How enums of forms are called in SDL, by field, or by item and field where one field name means several things. Names of
 * types are one space over all subgraphs, so that a field's own name may be taken.
 */
export const ENUM_NAMES: Readonly<Record<string, string>> = {
  relationToHead: 'RelationToHeadOfHousehold',
  childSex: 'NewbornSex',
  follows: 'FollowedParent',
  delivery: 'RequestedDelivery',
  'social-card-reissue.reason': 'CardReplacementReason',
  'fund-loan-prepay-part.plan': 'RepaymentPlan',
};
