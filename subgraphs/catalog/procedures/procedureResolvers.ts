import type { Department } from '../../../domain/department.ts';
import type { Department as GraphqlDepartment, Resolvers } from '../resolvers.generated.ts';

const DEPARTMENTS = {
  publicSecurity: 'PUBLIC_SECURITY',
  socialInsurance: 'SOCIAL_INSURANCE',
  housingFund: 'HOUSING_FUND',
} as const satisfies Record<Department, GraphqlDepartment>;

/** What procedures, their steps and the handling of an item are asked for. */
export const procedureResolvers = {
  Procedure: {
    __resolveReference: ({ id, version }, { procedures }) => procedures.load({ id, version }),
    name: ({ nameZh }) => nameZh,
    items: async ({ itemCodes }, _, { items }) =>
      (await Promise.all(itemCodes.map((code) => items.load(code)))).flatMap((item) => item ?? []),
  },
  ProcedureStep: {
    name: ({ nameZh }) => nameZh,
    department: (step) => (step.performer === 'SYSTEM' ? DEPARTMENTS[step.department] : null),
    action: (step) => (step.performer === 'SYSTEM' ? step.action : null),
    compensation: (step) => (step.performer === 'SYSTEM' ? step.compensation : null),
    deadlineCitation: ({ deadlineEvidence }) => deadlineEvidence?.citation ?? null,
  },
  Handling: {
    mode: ({ way }) => way?.mode ?? null,
    authority: ({ way }) => way?.authority ?? null,
    procedure: ({ way }) => way?.procedure ?? null,
    formSchema: ({ form }) => form?.schema ?? null,
    partyRoles: ({ form }) => form?.parties ?? null,
    deadline: ({ availability }) => availability.deadline,
    catalogueVersion: (_, __, { snapshot }) => snapshot.version.version,
  },
} satisfies Resolvers;
