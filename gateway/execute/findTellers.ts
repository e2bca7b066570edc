import { Kind, type SelectionSetNode } from 'graphql';
import type { JsonObject } from './JsonObject.ts';
import { isJsonObject } from './JsonObject.ts';
import type { MergedStep } from './mergedSteps.ts';
import { operationOf } from './operationOf.ts';
import type { PathSegment } from './PathSegment.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { PlanStep } from './PlanStep.ts';
import { passesTypes } from './passesTypes.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

/** Who was asked for a value. */
export interface Teller {
  readonly service: string;
  /** What it was asked about. */
  readonly entity: JsonObject;
}

/** What a request has decided. */
interface Asked {
  readonly facts: SupergraphFacts;
  readonly coercedVariables: Readonly<JsonObject>;
}

/** The fetches of a plan that ask for the value at the end of `steps`, in the plan's order. */
export function findTellers(
  steps: readonly MergedStep[],
  plan: PlanStep,
  asked: Asked,
  begin = 0,
): readonly Teller[] {
  switch (plan.kind) {
    case 'sequence':
    case 'parallel':
      return plan.steps.flatMap((step) => findTellers(steps, step, asked, begin));
    case 'condition': {
      const branch = asked.coercedVariables[plan.variable] === true ? plan.whenTrue : plan.whenFalse;
      return branch === null ? [] : findTellers(steps, branch, asked, begin);
    }
    case 'flatten': {
      const end = follow(steps, plan.path, asked, begin);
      return end === null ? [] : findTellers(steps, plan.step, asked, end);
    }
    case 'fetch': {
      const entity = steps[begin]?.from;
      return isJsonObject(entity) && asksFor(plan.fetch, steps.slice(begin), asked.facts)
        ? [{ service: plan.fetch.service, entity }]
        : [];
    }
  }
}

/** @returns the step at which a plan's path ends; `null` when the steps go another way. */
function follow(
  steps: readonly MergedStep[],
  path: readonly PathSegment[],
  { facts }: Asked,
  begin: number,
): number | null {
  let at = begin;
  for (const segment of path) {
    if (segment.key !== undefined) {
      const key = steps[at]?.key;
      if (segment.key === null ? typeof key !== 'number' : key !== segment.key) return null;
      at += 1;
    }
    if (!passesTypes(steps[at]?.from, segment, facts)) return null;
  }
  return at;
}

function asksFor(
  { document, requires, aliases }: PlannedFetch,
  steps: readonly MergedStep[],
  facts: SupergraphFacts,
): boolean {
  const fields = steps.filter(({ key }) => typeof key === 'string');
  const { selectionSet } = operationOf(document) ?? {};
  const below = (selections: SelectionSetNode | undefined, at: number): boolean =>
    at === fields.length ||
    (selections?.selections.some((node) => {
      if (node.kind === Kind.INLINE_FRAGMENT)
        return isOf(fields[at]?.from, node.typeCondition?.name.value, facts) && below(node.selectionSet, at);
      if (node.kind !== Kind.FIELD) return false;
      const key = node.alias?.value ?? node.name.value;
      return (aliases.get(key) ?? key) === fields[at]?.key && below(node.selectionSet, at + 1);
    }) ??
      false);
  if (requires === null) return below(selectionSet, 0);
  const [entities] = selectionSet?.selections ?? [];
  return entities?.kind === Kind.FIELD && below(entities.selectionSet, 0);
}

/** Whether a fragment may be about an object: what another type is asked for, this one was not told. */
function isOf(object: unknown, condition: string | undefined, facts: SupergraphFacts): boolean {
  const name = isJsonObject(object) ? object['__typename'] : undefined;
  if (condition === undefined || typeof name !== 'string') return true;
  return facts.vagueTypes.has(name) || facts.meets(name, condition);
}
