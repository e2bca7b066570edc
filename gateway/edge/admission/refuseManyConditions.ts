import { type DocumentNode, visit } from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { EdgeLimits } from '../edgeLimits.ts';

/**
 * A fragment brings its directives to wherever it is used, and each `@skip` and `@include` there is work of its own for the planner.
 *
 * @param document - with its fragments written out.
 * @throws {TongbanError} OPERATION_TOO_COSTLY naming the limit.
 */
export function refuseManyConditions(
  document: DocumentNode,
  { directives }: Pick<EdgeLimits, 'directives'>,
): void {
  let count = 0;
  visit(document, {
    Directive: () => {
      count++;
      if (count > directives)
        throw new TongbanError(
          'OPERATION_TOO_COSTLY',
          `A document may hold ${directives} directives at most`,
        );
    },
  });
}
