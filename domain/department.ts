/** The departments whose systems hold records (公安, 社保, 公积金), in the order in which the schema names them. */
export const DEPARTMENTS = ['publicSecurity', 'socialInsurance', 'housingFund'] as const;
export type Department = (typeof DEPARTMENTS)[number];
