import type { Department } from '../../domain/department.ts';

const SUBGRAPHS = {
  publicSecurity: 'public-security',
  socialInsurance: 'social-insurance',
  housingFund: 'housing-fund',
} as const satisfies Record<Department, string>;

/** The subgraph whose servers reach a department's systems. */
export const subgraphOf = (department: Department): (typeof SUBGRAPHS)[Department] => SUBGRAPHS[department];
