import { ERROR_KINDS } from '../../domain/errorCode.ts';
import type { CompiledPlan } from './compilePlan.ts';
import type { ExecutionError } from './ExecutionError.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { findTellers, type Teller } from './findTellers.ts';
import { mergedSteps } from './mergedSteps.ts';
import type { SelectionPlan } from './projection/SelectionPlan.ts';

/**
 * An error about a value that is none of its type: it names who told it, as far as that is one, and its place.
 *
 * @param path - in the response.
 */
export function describeMisfit(
  message: string,
  path: readonly (string | number)[],
  run: ExecutionRun,
  { root, source }: CompiledPlan,
  selection: SelectionPlan,
): ExecutionError {
  const { steps, value } = mergedSteps(path, selection, run.data);
  // Nobody told what is not there.
  const tellers = value === undefined ? [] : tellersOf();
  const [teller, ...others] = tellers;
  const told = others.every(({ service }) => service === teller?.service) ? teller : undefined;
  const jurisdiction = told && run.upstreams.placeOf?.(told.service, told.entity);
  const code = jurisdiction === undefined ? 'INTERNAL_SERVER_ERROR' : 'JURISDICTION_BAD_RESPONSE';
  const { origin, retryable, zh } = ERROR_KINDS[code];
  return {
    message: run.context.language === 'zh-CN' ? zh : message,
    path,
    extensions: {
      code,
      origin,
      ...(jurisdiction !== undefined && { jurisdiction }),
      ...(told !== undefined && { service: told.service }),
      retryable,
      traceId: run.context.requestId,
    },
  };

  function tellersOf(): readonly Teller[] {
    const ofSource = source === null ? [] : findTellers(steps, { kind: 'fetch', fetch: source }, run);
    return root === null ? ofSource : [...ofSource, ...findTellers(steps, root, run)];
  }
}
