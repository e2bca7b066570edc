import type { StartedStack } from '../tests/support/startStack.ts';

/** @throws {Error} naming the codes, where there are more or fewer errors. */
export function expectErrors(
  { errors = [] }: Awaited<ReturnType<StartedStack['ask']>>['body'],
  expected: number,
): void {
  if (errors.length === expected) return;
  const codes = [...new Set(errors.map(({ extensions }) => String(extensions['code'])))];
  throw new Error(`${errors.length} errors in place of ${expected}: ${codes.join(', ')}`);
}
