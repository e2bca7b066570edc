import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { parse } from 'graphql';
import { BARE_FRAGMENT } from '../plan/bareFragment.ts';
import type { TypedFetchNode } from '../plan/TypedFetchNode.ts';
import type { UnaskedField } from '../plan/UnaskedField.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { PlanStep } from './PlanStep.ts';
import { parsePath } from './parsePath.ts';

/** A plan that is ready to run; `root` is `null` when no subgraph has to be asked. */
export interface CompiledPlan {
  /** Of a subscription: what events are asked for, to which the rest of the plan is done; `null` for all else. */
  readonly source: PlannedFetch | null;
  readonly root: PlanStep | null;
  readonly fetches: readonly PlannedFetch[];
  /** How often the plan must be gone through at most. */
  readonly passes: number;
  /** What it cannot get; an error where it would be needed. */
  readonly unasked: readonly UnaskedField[];
}

/**
 * Turns the planner's tree into what the executor runs, so that nothing is parsed or looked up per request.
 *
 * @param passes - see {@link CompiledPlan}, as of `unasked`.
 */
export function compilePlan(plan: QueryPlan, passes: number, unasked: CompiledPlan['unasked']): CompiledPlan {
  const fetches: PlannedFetch[] = [];
  if (plan.node === undefined) return { source: null, root: null, fetches, passes, unasked };
  let source: PlannedFetch | null = null;
  let rest: PlanNode | undefined;
  if (plan.node.kind === 'Subscription') {
    source = compileFetch(plan.node.primary, 0, []);
    fetches.push(source);
    rest = plan.node.rest;
  } else rest = plan.node;
  const root = rest === undefined ? null : compileNode(rest, fetches);
  // The planner may ask for a context only beside what needs it: each of these may have to wait for another.
  const reading = fetches.filter(({ contextRewrites }) => contextRewrites.length > 0).length;
  return { source, root, fetches, passes: passes + reading, unasked };
}

function compileNode(node: PlanNode, fetches: PlannedFetch[], at: readonly string[] = []): PlanStep {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: node.nodes.map((child) => compileNode(child, fetches, at)) };
    case 'Parallel':
      return { kind: 'parallel', steps: node.nodes.map((child) => compileNode(child, fetches, at)) };
    case 'Flatten': {
      const path = parsePath(node.path);
      const inner = [...at, ...path.flatMap(({ key }) => key ?? [])];
      return { kind: 'flatten', path, step: compileNode(node.node, fetches, inner) };
    }
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        whenTrue: node.ifClause ? compileNode(node.ifClause, fetches, at) : null,
        whenFalse: node.elseClause ? compileNode(node.elseClause, fetches, at) : null,
      };
    case 'Defer': {
      // One response carries everything: parts that could come later just follow.
      const parts = [node.primary.node, ...node.deferred.map((part) => part.node)];
      const steps = parts.filter((part) => part !== undefined).map((part) => compileNode(part, fetches, at));
      return { kind: 'sequence', steps };
    }
    case 'Fetch': {
      const fetch = compileFetch(node, fetches.length, at);
      fetches.push(fetch);
      return { kind: 'fetch', fetch };
    }
  }
}

function compileFetch(node: TypedFetchNode, ordinal: number, path: readonly string[]): PlannedFetch {
  const outputRewrites = (node.outputRewrites ?? []).map((rewrite) => ({
    ...rewrite,
    path: rewrite.path.filter((step) => step !== BARE_FRAGMENT),
  }));
  return {
    ordinal,
    path,
    service: node.serviceName,
    query: node.operation,
    document: node.operationDocumentNode ?? parse(node.operation, { noLocation: true }),
    operationName: node.operationName,
    isConditional: /@(skip|include)\b/.test(node.operation),
    variableUsages: node.variableUsages ?? [],
    requires: node.requires ?? null,
    exactTypes: node.exactTypes === undefined ? null : new Set(node.exactTypes),
    inputRewrites: node.inputRewrites ?? [],
    outputRewrites,
    contextRewrites: node.contextRewrites ?? [],
    aliases: new Map(
      outputRewrites.flatMap((rewrite) => {
        const alias = rewrite.path.at(-1);
        return rewrite.kind === 'KeyRenamer' && alias !== undefined ? [[alias, rewrite.renameKeyTo]] : [];
      }),
    ),
  };
}
