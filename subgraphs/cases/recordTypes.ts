/** Types of the records that a place keeps about a person, by subgraph: what a step done there may have changed. */
export const RECORD_TYPES: Readonly<Record<string, readonly string[]>> = {
  'public-security': ['PublicSecurityRecord'],
  'social-insurance': ['SocialInsuranceRecord'],
  'housing-fund': ['HousingFundRecord', 'HousingFundAccount'],
};
