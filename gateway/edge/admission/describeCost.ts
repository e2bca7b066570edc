import { Kind, parse } from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CostModel } from '../cost/CostModel.ts';
import { compileCost } from '../cost/compileCost.ts';
import { dearestPath } from '../cost/evaluateCost.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import type { AdmittedOperation } from './AdmittedOperation.ts';
import { defaultsOf } from './defaultsOf.ts';
import { fragmentsOf } from './fragmentsOf.ts';
import { readVariables } from './readVariables.ts';

/**
 * Says of an operation that is too costly how much too costly it is, and where that comes from. What it takes to know that
 * is not remembered: it is looked up in the text once more.
 */
export function describeCost(
  { query, operationName, variables, cost }: AdmittedOperation,
  limits: EdgeLimits,
  model: CostModel,
): TongbanError {
  const shown = Number.isSafeInteger(cost) ? String(cost) : `more than ${Number.MAX_SAFE_INTEGER}`;
  const document = parse(query, { noLocation: true, maxTokens: limits.tokens });
  const path = document.definitions.flatMap((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION) return [];
    if (operationName !== undefined && node.name?.value !== operationName) return [];
    const { root } = compileCost(node, {
      model,
      fragments: fragmentsOf(document),
      defaultSize: limits.listSize,
      onSelection: () => undefined,
      keepsParts: true,
    });
    return dearestPath(root, readVariables(variables, defaultsOf(node)));
  });
  return new TongbanError(
    'OPERATION_TOO_COSTLY',
    `The operation costs ${shown}, and may cost ${limits.cost}; most of it comes from ${path.join('.')}`,
  );
}
