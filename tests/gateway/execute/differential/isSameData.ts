import type { FormattedExecutionResult } from 'graphql';

/** Text, not values: the order of fields is part of the contract. */
export const isSameData = (own: FormattedExecutionResult, other: FormattedExecutionResult): boolean =>
  JSON.stringify(own.data) === JSON.stringify(other.data);
