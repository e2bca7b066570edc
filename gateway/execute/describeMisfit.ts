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
  const service = onlyOf(tellers.map((teller) => teller.service));
  // One service may have been asked about several entities around the value, each at a place of its own.
  const places = tellers.map(({ entity }) => service && run.upstreams.placeOf?.(service, entity));
  const jurisdiction = onlyOf(places);
  const code = jurisdiction === undefined ? 'INTERNAL_SERVER_ERROR' : 'JURISDICTION_BAD_RESPONSE';
  const { origin, retryable, zh } = ERROR_KINDS[code];
  return {
    message: run.context.language === 'zh-CN' ? zh : message,
    path,
    extensions: {
      code,
      origin,
      ...(jurisdiction !== undefined && { jurisdiction }),
      ...(service !== undefined && { service }),
      retryable,
      traceId: run.context.requestId,
    },
  };

  function tellersOf(): readonly Teller[] {
    const ofSource = source === null ? [] : findTellers(steps, { kind: 'fetch', fetch: source }, run);
    return root === null ? ofSource : [...ofSource, ...findTellers(steps, root, run)];
  }
}

/** What all are; `undefined` where they differ, or there are none. */
const onlyOf = <T>([first, ...others]: readonly T[]): T | undefined =>
  others.every((one) => one === first) ? first : undefined;
