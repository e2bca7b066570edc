import { type DocumentNode, type FragmentDefinitionNode, Kind, type OperationDefinitionNode } from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';
import { withoutDenied } from '../access/withoutDenied.ts';
import { type CompiledPlan, compilePlan } from '../execute/compilePlan.ts';
import type { JsonObject } from '../execute/JsonObject.ts';
import type { PreparedOperation } from '../execute/PreparedOperation.ts';
import { Introspection } from '../execute/projection/Introspection.ts';
import { ProjectionCache } from '../execute/projection/ProjectionCache.ts';
import { anchorConditionalFields } from './anchorConditionalFields.ts';
import { askTypeNames } from './askTypeNames.ts';
import { bareIntrospection } from './bareIntrospection.ts';
import type { Demand } from './Demand.ts';
import { dropConstantConditions } from './dropConstantConditions.ts';
import { gatherMutationFields } from './gatherMutationFields.ts';
import { giveDirectiveDefaults } from './giveDirectiveDefaults.ts';
import type { OperationDecisions } from './OperationDecisions.ts';
import { OrderedPlans } from './OrderedPlans.ts';
import { orderConditions } from './orderConditions.ts';
import type { Planner } from './Planner.ts';
import type { PlanningSchemas } from './PlanningSchemas.ts';
import { renameReservedVariables } from './renameReservedVariables.ts';
import { separateResponseKeys } from './separateResponseKeys.ts';
import { weighOperation } from './weighOperation.ts';
import { writeOutFragments } from './writeOutFragments.ts';

/**
 * Does all work on an operation that its requests share.
 *
 * @param document - valid for the API schema; may hold several operations.
 * @param decided - what of it a caller may not have: it is answered with errors, and left out of the plan; and the labels of
 *   `@override` that hold for it.
 * @param demand - who waits for it; without it, it is wanted whatever happens.
 * @throws {TongbanError} OPERATION_RESOLUTION_FAILURE when no operation is meant, OPERATION_TOO_COSTLY from the planner.
 */
export async function prepareOperation(
  document: DocumentNode,
  operationName: string | undefined,
  planner: Planner,
  { apiSchema, supergraphSchema, facts }: PlanningSchemas,
  { denied, labels }: OperationDecisions = { denied: null, labels: [] },
  demand?: Demand,
): Promise<PreparedOperation> {
  const { document: planned, renamed } = renameReservedVariables(
    writeOutFragments(denied?.document ?? document),
  );
  const operation = chooseOperation(planned, operationName);
  const rootType = apiSchema.getRootType(operation.operation);
  if (!rootType) {
    throw new TongbanError('OPERATION_RESOLUTION_FAILURE', `The schema has no ${operation.operation} type`);
  }
  const fragments = planned.definitions.filter(
    (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  const fragmentsByName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  const separated = separateResponseKeys(
    { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] },
    supergraphSchema,
    facts.vagueTypes.size > 0,
  );
  const asked = dropConstantConditions(
    denied === null ? separated.document : withoutDenied(separated.document),
  );
  const planFor = async (asks: Demand | undefined, values?: Readonly<JsonObject>): Promise<CompiledPlan> => {
    const gathered = gatherMutationFields(asked, values);
    const complete = anchorConditionalFields(
      giveDirectiveDefaults(askTypeNames(gathered, apiSchema), apiSchema),
    );
    const { plan, passes, unasked } = await planner.plan(bareIntrospection(complete), labels, asks);
    return compilePlan(plan, passes, unasked);
  };
  const conditions = orderConditions(asked);
  const plan = await planFor(demand);
  const weight = weighOperation(asked, plan);
  return {
    operation,
    plan,
    orderedPlans: conditions && new OrderedPlans(conditions, (values, asks) => planFor(asks, values), weight),
    projections: new ProjectionCache(
      rootType,
      operation,
      {
        schema: apiSchema,
        fragments: fragmentsByName,
        aliases: separated.aliases,
        deniedTypes: denied?.types ?? null,
      },
      weight,
    ),
    introspection: new Introspection(apiSchema, operation, fragments, weight),
    renamedVariables: renamed,
    isFiltered: denied !== null,
    weight,
    fastUses: { count: 0 },
  };
}

function chooseOperation(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [chosen, ...others] = operationName
    ? operations.filter(({ name }) => name?.value === operationName)
    : operations;
  if (chosen === undefined || others.length > 0) {
    throw new TongbanError(
      'OPERATION_RESOLUTION_FAILURE',
      'The document does not say which operation is meant',
    );
  }
  return chosen;
}
