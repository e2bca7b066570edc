/** Done at the place that somebody comes to, or for somebody who is on file nowhere yet: anybody may apply. */
export const RECEIVING_ACTIONS: ReadonlySet<string> = new Set([
  'issue-migration-permit',
  'register-move-in',
  'make-identity-card',
  'make-temporary-identity-card',
  'register-contact-letter',
  'merge-pension-records',
  'issue-social-security-card',
  'register-unemployment',
  'register-transfer-letter',
  'book-transfer',
  'verify-purchase',
  'register-employer',
]);
