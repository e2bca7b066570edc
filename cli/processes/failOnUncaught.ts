import { describeFailure } from './describeFailure.ts';
import type { Lifetime } from './Lifetime.ts';

/** After an error that nobody caught nothing can be relied on: the process ends, but ends what it started. */
export function failOnUncaught(lifetime: Lifetime): void {
  const fail = (error: unknown) => lifetime.fail(`unexpected error: ${describeFailure(error)}`);
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
}
