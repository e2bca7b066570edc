import type { FormattedExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { ERROR_KINDS } from '../../domain/errorCode.ts';
import { describeDenial } from '../access/describeDenial.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import { coerceVariables } from './coerceVariables.ts';
import type { CompiledPlan } from './compilePlan.ts';
import { describeMisfit } from './describeMisfit.ts';
import type { ExecutionError } from './ExecutionError.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { ExplainedPaths } from './ExplainedPaths.ts';
import { executeStep } from './executeStep.ts';
import { findUnasked } from './findUnasked.ts';
import { finishErrors } from './finishErrors.ts';
import type { JsonObject } from './JsonObject.ts';
import { Losses } from './Losses.ts';
import { locateField } from './locateField.ts';
import { MOST_ERRORS } from './mostErrors.ts';
import { PassProgress } from './PassProgress.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlanStep } from './PlanStep.ts';
import type { PreparedOperation } from './PreparedOperation.ts';
import { INVALID, type ProjectionRun } from './projection/Completer.ts';
import { projectObject } from './projection/projectObject.ts';
import type { SelectionPlan } from './projection/SelectionPlan.ts';
import { refillRoot } from './refillRoot.ts';
import { renameVariables } from './renameVariables.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';
import { takeRootAnswer } from './takeRootAnswer.ts';
import { toGraphQLError } from './toGraphQLError.ts';
import type { Upstreams } from './Upstreams.ts';

/** What one request brings to a prepared operation. */
export interface OperationRequest {
  readonly prepared: PreparedOperation;
  readonly variables: Readonly<JsonObject>;
  readonly apiSchema: GraphQLSchema;
  readonly facts: SupergraphFacts;
  readonly upstreams: Upstreams;
  readonly context: GatewayRequestContext;
  /** Of a subscription: what its source said; the plan completes it. */
  readonly event?: FormattedExecutionResult;
}

/** A response; `data` is absent when nothing was executed. */
export interface OperationResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Runs an operation: variables, plan, then what the client asked for of what came back. */
export async function executeOperation(request: OperationRequest): Promise<OperationResult> {
  const { prepared, facts, upstreams, context } = request;
  const variables = renameVariables(request.variables, prepared.renamedVariables);
  const coerced = coerceVariables(request.apiSchema, prepared.operation, variables);
  if (coerced.kind === 'refused') return { errors: coerced.errors };

  const plan =
    prepared.orderedPlans === null
      ? prepared.plan
      : await prepared.orderedPlans.planFor(coerced.values, context.signal);
  const projection = prepared.projections.projectionFor(coerced.values);
  const run: ExecutionRun = {
    facts,
    upstreams,
    context,
    variables,
    coercedVariables: coerced.values,
    fetches: plan.fetches,
    wanted: projection,
    data: {},
    losses: new Losses(),
    nulled: [],
    errors: plan.fetches.map(() => []),
    ...(plan.passes > 1 && { progress: new PassProgress() }),
  };
  const { source, root, passes } = plan;
  const start = [{ value: run.data, key: null, parent: null }];
  if (source !== null && request.event !== undefined) {
    const event = await refillRoot(request.event, source, start, run, async () => ({}));
    takeRootAnswer(event, source, start, run);
  }
  if (root !== null) {
    await executePlan(root, passes, start, run);
  } else if (source === null && projection.forType(undefined)?.fields.some(({ local }) => !local)) {
    return {
      data: null,
      errors: [toGraphQLError(internal('No subgraph can answer this operation.', undefined, run))],
    };
  }
  return project(projection, run, plan, request);
}

async function executePlan(
  root: PlanStep,
  passes: number,
  start: readonly ObjectPlace[],
  run: ExecutionRun,
): Promise<void> {
  await executeStep(root, start, run);
  for (let pass = 1; pass < passes && run.progress?.isWaiting; pass++) {
    run.progress.beginPass(pass === passes - 1);
    await executeStep(root, start, run);
  }
}

function project(
  selection: SelectionPlan,
  run: ExecutionRun,
  plan: CompiledPlan,
  { prepared, upstreams, context }: OperationRequest,
): OperationResult {
  const told = finishErrors(run, selection);
  const nulled = run.nulled.map((path) => locateField(selection, run.data, path).path);
  const found = [...told, ...unaskedErrors(selection, run, plan.unasked, new ExplainedPaths(told, nulled))];
  const explained = new ExplainedPaths(found, nulled);
  const added: ExecutionError[] = [];
  let [misfits, denials] = [0, 0];
  const add = (message: string): void => {
    if (misfits > MOST_ERRORS) return;
    misfits += 1;
    added.push(
      misfits > MOST_ERRORS
        ? internal('More values are none of their type.', undefined, run)
        : describeMisfit(message, [...pass.path], run, plan, selection),
    );
  };
  const pass: ProjectionRun = {
    path: [],
    report: (message) => {
      if (!explained.explains(pass.path)) add(message);
    },
    refuse: (message) => {
      if (!explained.explainsValue(pass.path)) add(message);
    },
    deny: () => {
      if (denials > MOST_ERRORS) return;
      denials += 1;
      const path = denials > MOST_ERRORS ? undefined : [...pass.path];
      added.push({ ...describeDenial(run.context), path });
    },
    introspect: (nodes) => prepared.introspection.answer(nodes, run.variables),
  };
  const fields = selection.forType(undefined);
  const data = fields === undefined ? INVALID : projectObject(run.data, fields, pass);
  const errors = [...found, ...added].map(toGraphQLError);
  const extensions = upstreams.extensionsOf?.(context);
  return {
    ...(errors.length > 0 && { errors }),
    data: data === INVALID ? null : data,
    ...(extensions && { extensions }),
  };
}

function unaskedErrors(
  selection: SelectionPlan,
  run: ExecutionRun,
  unasked: CompiledPlan['unasked'],
  explained: ExplainedPaths,
): readonly ExecutionError[] {
  return findUnasked(run.data, unasked).flatMap((at) => {
    const { path, clipped } = locateField(selection, run.data, at);
    if (clipped || explained.explains(path)) return [];
    return [internal('No subgraph that can tell this could be asked.', path, run)];
  });
}

function internal(message: string, path: ExecutionError['path'], { context }: ExecutionRun): ExecutionError {
  const { origin, retryable, zh } = ERROR_KINDS.INTERNAL_SERVER_ERROR;
  return {
    message: context.language === 'zh-CN' ? zh : message,
    path,
    extensions: { code: 'INTERNAL_SERVER_ERROR', origin, retryable, traceId: context.requestId },
  };
}
