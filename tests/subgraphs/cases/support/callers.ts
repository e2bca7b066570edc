import type { CallContextCaller } from '../../../../domain/callContext.ts';

const citizen = (subject: string): CallContextCaller => ({
  issuer: 'https://id.example',
  subject,
  portal: 'hunan',
  scopes: [],
  purpose: 'self',
});

/** A clerk who acts for these offices. */
export const clerkOf = (...offices: readonly string[]): CallContextCaller => ({
  issuer: 'https://staff.example',
  subject: `clerk-${offices.join('-')}`,
  portal: 'window',
  scopes: ['clerk', ...offices.map((office) => `office:${office}`)],
  purpose: 'case',
});

/** Who calls in these tests: two people, somebody who is known nowhere, and clerks. */
export const callers = {
  applicant: citizen('s-1'),
  neighbour: citizen('s-2'),
  stranger: citizen('nobody'),
  hunan: clerkOf('430000'),
  changsha: clerkOf('430100'),
  anhui: clerkOf('340000'),
  guangdong: clerkOf('440000'),
} as const;
