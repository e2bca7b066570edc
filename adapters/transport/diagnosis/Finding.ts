/** What is looked at, in the order of a report. */
export const CHECKS = [
  'configuration',
  'DNS',
  'TCP',
  'TLS',
  'clock',
  'sign-in',
  'charset',
  'sample query',
  'release',
  'tables',
  'rights',
  'directory',
  'claim',
  'listener',
  'store',
  'last message',
] as const;
export type Check = (typeof CHECKS)[number];

/** What one look at a place's system has shown; texts are for the operator and hold no secret and no personal data. */
export interface Finding {
  readonly check: Check;
  /** `NOTED`: nothing to mend that we know of; not tried, not told by the dialect, or worth an eye. */
  readonly outcome: 'PASSED' | 'FAILED' | 'NOTED';
  readonly found: string;
  /** What the operator should do; always there for `FAILED`. */
  readonly next?: string;
}
