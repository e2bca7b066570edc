/** The departments whose records the locator knows, in the order in which the schema names them. */
export const DEPARTMENTS = ['publicSecurity', 'socialInsurance', 'housingFund'] as const;
export type Department = (typeof DEPARTMENTS)[number];
