import type { FormattedExecutionResult } from 'graphql';

const HIDDEN = [
  /cannot represent value: "HUSH"/,
  /was resolved to a type "\w+" that does not exist/,
  /does not exist in "Tone" enum/,
];

/** Whether graphql-js has met a value of an enum or an object of a type that clients do not see. */
export const meetsHidden = ({ errors = [] }: FormattedExecutionResult): boolean =>
  errors.some(({ message }) => HIDDEN.some((pattern) => pattern.test(message)));
