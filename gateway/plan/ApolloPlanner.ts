import { operationFromDocument, type Schema, type Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError, visit } from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';
import { addRequirements } from './addRequirements.ts';
import { aliasBelowConditions } from './aliasBelowConditions.ts';
import { askDroppedMembers } from './askDroppedMembers.ts';
import { askTypeOfInterfaceObjects } from './askTypeOfInterfaceObjects.ts';
import { awaitOwnContexts } from './awaitOwnContexts.ts';
import { awaitRequirements } from './awaitRequirements.ts';
import { awaitsItself } from './awaitsItself.ts';
import { castProvidedObjects } from './castProvidedObjects.ts';
import { compareConditions } from './compareConditions.ts';
import { dropWiderConditions } from './dropWiderConditions.ts';
import { explodeAbstractTypes } from './explodeAbstractTypes.ts';
import { followKeysOfKeys } from './followKeysOfKeys.ts';
import { forgetsRequirements } from './forgetsRequirements.ts';
import { hasAbstractFragment } from './hasAbstractFragment.ts';
import { inlineFragments } from './inlineFragments.ts';
import { keepConditionsApart } from './keepConditionsApart.ts';
import { keepContextsApart, planApart } from './keepContextsApart.ts';
import { keepFetchesAcyclic } from './keepFetchesAcyclic.ts';
import { keepFetchesWaiting } from './keepFetchesWaiting.ts';
import { keepLocalSelections } from './keepLocalSelections.ts';
import { keepTypeConditions } from './keepTypeConditions.ts';
import { LocalMembers } from './LocalMembers.ts';
import { leaveForeignTypesOut } from './leaveForeignTypesOut.ts';
import { lookWhileOrdering } from './lookWhileOrdering.ts';
import { lookWhileSeekingWays } from './lookWhileSeekingWays.ts';
import { MixedContexts } from './MixedContexts.ts';
import { meetFetchGroups } from './meetFetchGroups.ts';
import type { NamedRequirements } from './NamedRequirements.ts';
import { OutOfPlanningTime } from './OutOfPlanningTime.ts';
import type { PlannedOperation } from './Planner.ts';
import type { PlanningAllowance } from './PlanningAllowance.ts';
import type { PlanningSchemas } from './PlanningSchemas.ts';
import { PlanningTime } from './PlanningTime.ts';
import { planInTurn } from './planInTurn.ts';
import { planThriftily } from './planThriftily.ts';
import { reduceWhatChanged } from './reduceWhatChanged.ts';
import { refuseManyCombinations } from './refuseManyCombinations.ts';
import { restoreRequiredFields } from './restoreRequiredFields.ts';
import { seeExternals } from './seeExternals.ts';
import { separateVagueTypes } from './separateVagueTypes.ts';
import { skipWhatIsSettled } from './skipWhatIsSettled.ts';

const MAX_EVALUATED_PLANS = 200;
/** Ways to one field. Interface objects below each other multiply them, until memory ends and the process with it. */
const MAX_WAYS = 500;
/** From one way to the field around it, where there are too many. */
const FEWER_WAYS = [1, 2];

/** Of the process: the planner's classes are mended once, and nothing is planned beside anything else. */
const time = new PlanningTime();

type PassedPlan = Omit<PlannedOperation, 'unasked'>;

/** An empty plan where the planner knows no way; the executor says that no subgraph can answer. */
const NO_WAY: PassedPlan = { plan: { kind: 'QueryPlan' }, passes: 1 };

/** Plans with `@apollo/query-planner`. */
export class ApolloPlanner {
  readonly #operationSchema: Schema;
  readonly #schemas: PlanningSchemas;
  readonly #planner: QueryPlanner;
  readonly #named: NamedRequirements;
  readonly #members: LocalMembers;
  readonly #contexts: MixedContexts;

  /**
   * @param supergraph - of `named.document`.
   * @param schemas - of the supergraph as it was given.
   */
  constructor(supergraph: Supergraph, named: NamedRequirements, schemas: PlanningSchemas) {
    this.#operationSchema = supergraph.apiSchema();
    this.#schemas = schemas;
    this.#named = named;
    this.#contexts = new MixedContexts(named.document, schemas.supergraphSchema);
    this.#members = new LocalMembers(supergraph.subgraphs());
    meetFetchGroups((first) => {
      reduceWhatChanged(first);
      followKeysOfKeys(first);
      keepFetchesAcyclic(first);
      keepFetchesWaiting(first);
      keepConditionsApart(first);
      keepContextsApart(first);
      leaveForeignTypesOut(first);
      skipWhatIsSettled(first);
      lookWhileOrdering(first, time.look);
    });
    lookWhileSeekingWays(time.look);
    refuseManyCombinations();
    askTypeOfInterfaceObjects();
    keepLocalSelections();
    seeExternals();
    aliasBelowConditions();
    compareConditions();
    this.#planner = new QueryPlanner(supergraph, {
      exposeDocumentNodeInFetchNode: true,
      reuseQueryFragments: false,
      // Without it `{ ... on A { f { n: name } } ... on B { f { n: title } } }` gives a B the name as its title.
      typeConditionedFetching: true,
      // All plans are right, and the best of this many is good; of the planner's own 10,000 an operation that many subgraphs
      // can answer in part held everybody up for ten seconds.
      debug: { maxEvaluatedPlans: MAX_EVALUATED_PLANS, pathsLimit: MAX_WAYS },
    });
    castProvidedObjects(this.#planner);
  }

  /**
   * @param document - one operation and its fragments, valid for the API schema.
   * @param labels - of `@override`, that hold for this plan.
   * @param allowance - how long it may take.
   * @throws {OutOfPlanningTime} when it takes longer.
   * @throws {TongbanError} OPERATION_TOO_COSTLY when it would exceed the planner's limits.
   */
  plan(document: DocumentNode, labels: readonly string[], allowance: PlanningAllowance): PlannedOperation {
    // One time for all: fields of a mutation that are planned one by one are one operation.
    return time.within(allowance, () => planInTurn(document, (part) => this.#planWhole(part, labels)));
  }

  #planWhole(document: DocumentNode, labels: readonly string[]): PlannedOperation {
    const { plan, passes } = this.#restore(this.#planSomehow(document, labels));
    const separated = this.#separate(plan, document);
    return {
      ...askDroppedMembers(separated, document, this.#schemas.supergraphSchema, this.#members),
      passes,
    };
  }

  #restore({ plan, passes }: PassedPlan): PassedPlan {
    const { node } = plan;
    const { facts } = this.#schemas;
    if (this.#named.fields.size === 0 || node === undefined) return { plan, passes };
    if (node.kind !== 'Subscription') {
      const restored = restoreRequiredFields(node, this.#named, facts);
      return { plan: { kind: 'QueryPlan', ...(restored && { node: restored }) }, passes };
    }
    const { kind, primary, rest } = node;
    const restored = rest && restoreRequiredFields(rest, this.#named, facts);
    const source = restoreRequiredFields(primary, this.#named, facts);
    // Only a fetch of entities is ever split, and a source is none.
    if (source?.kind !== 'Fetch') throw new TypeError('a subscription has one source');
    return {
      plan: { kind: 'QueryPlan', node: { kind, primary: source, ...(restored && { rest: restored }) } },
      passes,
    };
  }

  #separate(plan: QueryPlan, document: DocumentNode): QueryPlan {
    const { node } = plan;
    if (node === undefined) return plan;
    if (node.kind !== 'Subscription')
      return { ...plan, node: awaitRequirements(separateVagueTypes(node, document, this.#schemas)) };
    if (node.rest === undefined) return plan;
    return {
      ...plan,
      node: { ...node, rest: awaitRequirements(separateVagueTypes(node.rest, document, this.#schemas)) },
    };
  }

  #planSomehow(document: DocumentNode, labels: readonly string[]): PassedPlan {
    const causes: unknown[] = [];
    for (const written of this.#writings(document, causes)) {
      try {
        const built = this.#build(written, labels);
        return this.#forgets(built) ? this.#buildExploded(document, labels, built) : built;
      } catch (error) {
        if (error instanceof TongbanError) throw error;
        causes.push(error);
      }
    }
    return giveUp(causes[0]);
  }

  #forgets({ plan: { node } }: PassedPlan): boolean {
    const { supergraphSchema, facts } = this.#schemas;
    const steps = node?.kind === 'Subscription' ? undefined : node;
    return steps !== undefined && forgetsRequirements(steps, supergraphSchema, facts);
  }

  /** Asked of each type by itself, what each of them requires is not forgotten. */
  #buildExploded(document: DocumentNode, labels: readonly string[], known: PassedPlan): PassedPlan {
    try {
      const built = this.#build(explodeAbstractTypes(document, this.#schemas.apiSchema), labels);
      return built === NO_WAY || this.#forgets(built) ? known : built;
    } catch (error) {
      // With more time there may be a plan that forgets nothing.
      if (error instanceof OutOfPlanningTime) throw error;
      // What could be planned is better than nothing.
      return known;
    }
  }

  /** Other ways to ask the same; for the last ones there must be another reason than that nobody knows a way. */
  *#writings(document: DocumentNode, causes: readonly unknown[]): Iterable<DocumentNode> {
    const { apiSchema } = this.#schemas;
    yield document;
    const inlined = inlineFragments(document);
    const narrow = dropWiderConditions(inlined, apiSchema);
    if (narrow !== inlined) yield narrow;
    // A plain field of an interface that no subgraph has for all its types is an error of whoever composed it.
    const written = hasAbstractFragment(document, apiSchema)
      ? [document, explodeAbstractTypes(document, apiSchema)]
      : [document];
    yield* written.slice(1);
    if (!causes.every(isNoWay)) yield* written.map(keepTypeConditions);
  }

  #build(document: DocumentNode, labels: readonly string[]): PassedPlan {
    const complete = addRequirements(document, this.#schemas.supergraphSchema, this.#named);
    let plan = this.#buildPlan(complete, labels);
    if (this.#mixes(plan) || this.#waits(plan)) plan = planApart(() => this.#buildPlan(complete, labels));
    if (this.#mixes(plan)) return NO_WAY;
    return {
      plan: awaitOwnContexts(plan),
      passes: complete === document ? 1 : 1 + this.#countReady(complete),
    };
  }

  #mixes(plan: QueryPlan): boolean {
    const steps = stepsOf(plan);
    return steps !== undefined && this.#contexts.areIn(steps);
  }

  #waits(plan: QueryPlan): boolean {
    const steps = stepsOf(plan);
    return steps !== undefined && awaitsItself(steps, this.#named);
  }

  #countReady(document: DocumentNode): number {
    const names = new Set<string>();
    visit(document, {
      Field: ({ alias }) => {
        if (alias !== undefined && this.#named.fields.get(alias.value)?.isReady) names.add(alias.value);
      },
    });
    return names.size;
  }

  #buildPlan(document: DocumentNode, labels: readonly string[]): QueryPlan {
    const operation = operationFromDocument(this.#operationSchema, document, { validate: false });
    const given =
      labels.length === 0 ? {} : { overrideConditions: new Map(labels.map((label) => [label, true])) };
    const build = () => this.#planner.buildQueryPlan(operation, given);
    try {
      return build();
    } catch (error) {
      if (!isLimit(error)) throw error;
    }
    let cause: unknown;
    for (const most of FEWER_WAYS) {
      try {
        return planThriftily(most, build);
      } catch (error) {
        // With few ways there may be none left, which says nothing of the operation.
        if (!isLimit(error) && !isNoWay(error)) throw error;
        cause = error;
      }
    }
    throw new TongbanError('OPERATION_TOO_COSTLY', 'The operation is too costly to plan', { cause });
  }
}

const stepsOf = ({ node }: QueryPlan) => (node?.kind === 'Subscription' ? node.rest : node);

/** The planner gives its limits no code. */
const isLimit = (error: unknown): boolean =>
  error instanceof Error && !(error instanceof GraphQLError) && /exceed|limit/i.test(error.message);

const isNoWay = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('find any options');

function giveUp(error: unknown): PassedPlan {
  if (isNoWay(error)) return NO_WAY;
  // What is valid and cannot be planned is our fault: as a `GraphQLError` it would be told as one of whoever asks.
  throw error instanceof GraphQLError ? new Error('The planner has ended', { cause: error }) : error;
}
