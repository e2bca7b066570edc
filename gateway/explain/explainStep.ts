import { Kind, type SelectionSetNode } from 'graphql';
import type { PathSegment } from '../execute/PathSegment.ts';
import type { PlannedFetch } from '../execute/PlannedFetch.ts';
import type { PlanStep } from '../execute/PlanStep.ts';
import type { ExplainedStep } from './ExplainedStep.ts';

type IsPartitioned = (service: string, entityTypes: readonly string[]) => boolean;

/** @param isPartitioned - whether entities of these types are asked for at one endpoint per jurisdiction. */
export function explainStep(
  step: PlanStep,
  isPartitioned: IsPartitioned,
  path: readonly PathSegment[] = [],
): ExplainedStep {
  const explain = (inner: PlanStep) => explainStep(inner, isPartitioned, path);
  switch (step.kind) {
    case 'sequence':
    case 'parallel': {
      const [only, ...others] = step.steps;
      if (only !== undefined && others.length === 0) return explain(only);
      return { kind: step.kind, steps: step.steps.map(explain) };
    }
    case 'flatten':
      return explainStep(step.step, isPartitioned, [...path, ...step.path]);
    case 'condition':
      return {
        kind: 'condition',
        variable: step.variable,
        whenTrue: step.whenTrue && explain(step.whenTrue),
        whenFalse: step.whenFalse && explain(step.whenFalse),
      };
    case 'fetch':
      return explainFetch(step.fetch, isPartitioned, path);
  }
}

function explainFetch(
  { service, requires, query, document }: PlannedFetch,
  isPartitioned: IsPartitioned,
  path: readonly PathSegment[],
): ExplainedStep {
  const entityTypes = requires?.flatMap((node) =>
    node.kind === 'InlineFragment' && node.typeCondition !== undefined ? [node.typeCondition] : [],
  );
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const fields = namesIn(operation?.selectionSet).filter((name) => name !== '__typename');
  return {
    kind: 'fetch',
    service,
    isPartitioned: isPartitioned(service, entityTypes ?? []),
    entityTypes: entityTypes === undefined ? null : [...new Set(entityTypes)],
    path: path
      .map(nameOf)
      .filter((name) => name !== '')
      .join('.'),
    fields: [...new Set(fields)],
    query,
  };
}

/** Of entities: what is asked of them. */
function namesIn(selectionSet: SelectionSetNode | undefined): readonly string[] {
  return (selectionSet?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return namesIn(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    return selection.name.value === '_entities' ? namesIn(selection.selectionSet) : [selection.name.value];
  });
}

function nameOf({ key, types }: PathSegment): string {
  const step = key === null ? '@' : (key ?? '');
  return types === null ? step : `${step}|[${[...types].join(',')}]`;
}
