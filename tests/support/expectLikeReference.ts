import { expect } from 'vitest';
import type { TestFederation } from './startTestFederation.ts';

/** Our executor gives the expected answer, and Apollo's gives the very same. */
export async function expectLikeReference(
  federation: TestFederation,
  query: string,
  data: unknown,
  variables: Record<string, unknown> = {},
): Promise<void> {
  const own = await federation.run(query, variables);
  expect(own).toEqual({ data });
  const reference = await federation.runReference(query, variables);
  // Text, not values: the order of fields is part of the contract.
  expect(JSON.stringify(own.data)).toBe(JSON.stringify(reference.data));
}
