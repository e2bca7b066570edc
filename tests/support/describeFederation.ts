import type { FormattedExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestSubgraph } from './serveTestSubgraph.ts';
import { startTestFederation, type TestFederation } from './startTestFederation.ts';

/** An operation and the whole of what a client must get for it. */
export interface AnswerCase {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly data: unknown;
  /** Where errors must stand, in order; none by default. */
  readonly errorsAt?: readonly (readonly (string | number)[] | undefined)[];
  /** What Apollo's executor does with it: the same, or something that is known to be wrong. */
  readonly reference?: 'same' | 'wrong';
}

/** Apollo's executor tells of values that do not fit in an extension of its own. */
const hasErrors = ({ errors, extensions }: FormattedExecutionResult): boolean =>
  errors !== undefined || extensions?.['valueCompletion'] !== undefined;

/** One federation and many operations, each answered by our executor and by Apollo's. */
export function describeFederation(
  title: string,
  definitions: Readonly<Record<string, TestSubgraph>>,
  cases: readonly AnswerCase[],
): void {
  describe(title, () => {
    let federation: TestFederation;
    beforeAll(async () => {
      federation = await startTestFederation(definitions);
    });
    afterAll(() => federation.close());

    it.each(cases)('answers $query', async ({ query, variables = {}, data, errorsAt = [], reference }) => {
      const own = await federation.run(query, variables);

      expect(
        { data: own.data, errorsAt: own.errors?.map(({ path }) => path) ?? [] },
        JSON.stringify(own.errors),
      ).toEqual({
        data,
        errorsAt,
      });
      const other = await federation.runReference(query, variables);
      // Text, not values: the order of fields is part of the contract.
      const isSame =
        JSON.stringify(other.data) === JSON.stringify(own.data) && hasErrors(other) === errorsAt.length > 0;
      if (isSame !== (reference !== 'wrong')) expect(other).toEqual({ like: own });
    });
  });
}
