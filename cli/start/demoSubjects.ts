/** The issuer's opaque subjects of the demo tokens, by the tag that the sandbox gives the person. */
export const DEMO_SUBJECTS = {
  citizen: 'demo-citizen',
  'all-provinces': 'demo-all-provinces',
  'seven-dialects': 'demo-seven-dialects',
} as const;

/** The counter clerk is no holder: only a subject with the scope `clerk`. */
export const DEMO_CLERK = 'demo-clerk';
