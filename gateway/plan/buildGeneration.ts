import { createHash } from 'node:crypto';
import { isFed1Supergraph, Supergraph } from '@apollo/federation-internals';
import { type DocumentNode, parse, visit } from 'graphql';
import { AccessGate } from '../access/AccessGate.ts';
import type { DeniedAccess } from '../access/DeniedAccess.ts';
import { readAccessRules } from '../access/readAccessRules.ts';
import { createSupergraphFacts } from '../execute/createSupergraphFacts.ts';
import { ApolloPlanner } from './ApolloPlanner.ts';
import { completeContexts } from './completeContexts.ts';
import type { Generation } from './Generation.ts';
import { keepExecutableDirectives } from './keepExecutableDirectives.ts';
import type { NamedRequirements } from './NamedRequirements.ts';
import { nameRequiredFields } from './nameRequiredFields.ts';
import { OperationCache } from './OperationCache.ts';
import { OverrideLabels, type OverrideRules } from './OverrideLabels.ts';
import { prepareOperation } from './prepareOperation.ts';
import { resolvableKeysFirst } from './resolvableKeysFirst.ts';
import { supergraphFault } from './supergraphFault.ts';
import { SUPPORTED_FEATURES } from './supportedFeatures.ts';

/** What `limits.planningMs` is by default. */
const PLANNING_MS = 5_000;

/** Tells apart what one text is prepared for: who is denied what, and which labels hold; without spaces. */
const profileOf = (denied: DeniedAccess | null | undefined, labels: readonly string[]): string =>
  labels.length === 0
    ? (denied?.profile ?? '')
    : [denied?.profile ?? '', ...labels].map(encodeURIComponent).join(',');

/**
 * Builds everything that belongs to one supergraph, step by step: each takes some tens of milliseconds for a large one.
 *
 * @param cacheSize - prepared operations kept.
 * @param rules - how labels of `@override` are decided; by default only percentages are.
 * @param planningMs - how long one operation may be planned at most; it may change.
 * @throws {Error} saying in one line what is wrong when the SDL is no Federation 2 supergraph or links something unsupported.
 */
export function* buildGeneration(
  supergraphSdl: string,
  cacheSize: number,
  rules: OverrideRules = {},
  planningMs: () => number = () => PLANNING_MS,
): Generator<void, Generation> {
  try {
    return yield* build(supergraphSdl, cacheSize, rules, planningMs);
  } catch (error) {
    throw supergraphFault(error);
  }
}

function* build(
  supergraphSdl: string,
  cacheSize: number,
  rules: OverrideRules,
  planningMs: () => number,
): Generator<void, Generation> {
  const document = resolvableKeysFirst(keepExecutableDirectives(parse(supergraphSdl, { noLocation: true })));
  yield;
  const supergraph = Supergraph.build(document, { supportedFeatures: SUPPORTED_FEATURES });
  // Apollo's planner reads them by guessing what subgraphs have; what we read of a supergraph beside it was never meant for them.
  if (isFed1Supergraph(supergraph.schema))
    throw new Error(
      'it is a supergraph of Federation 1 (join v0.1): compose its subgraphs with Federation 2',
    );
  yield;
  // Kept by the supergraph, as its subgraphs are.
  supergraph.apiSchema();
  yield;
  const apiSchema = supergraph.apiSchema().toGraphQLJSSchema();
  yield;
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  yield;
  // Checks what the planner's own copy may no longer be able to: fields that are external only because they were required.
  supergraph.subgraphs();
  yield;
  const named = nameRequiredFields(completeContexts(document));
  const forPlanning = buildForPlanning(supergraph, document, named);
  yield;
  forPlanning.subgraphs();
  yield;
  const facts = createSupergraphFacts(document, supergraphSchema);
  const schemas = { apiSchema, supergraphSchema, facts };
  const planner = new ApolloPlanner(forPlanning, named, schemas, planningMs);
  yield;
  const cache = new OperationCache(cacheSize);
  const access = readAccessRules(supergraph.schema);
  const overrides = new OverrideLabels(document, rules);
  return {
    id: createHash('sha256').update(supergraphSdl).digest('hex'),
    supergraphSdl,
    supergraphSchema,
    apiSchema,
    facts,
    access: access && new AccessGate(apiSchema, access),
    isUniform: !overrides.isVarying,
    services: new Map(supergraph.subgraphsMetadata().map(({ name, url }) => [name, url])),
    prepare: (operation, source, operationName, denied) => {
      if (access !== null && denied === undefined)
        return Promise.reject(new TypeError('what the caller may not have was not decided'));
      const labels = overrides.decide();
      const prepare = async () =>
        prepareOperation(operation, operationName, planner, schemas, { denied: denied ?? null, labels });
      return cache.find(source, operationName, prepare, profileOf(denied, labels));
    },
    mostUsed: (count) => cache.mostUsed(count),
    get cacheStatistics() {
      return cache.statistics;
    },
  };
}

function buildForPlanning(
  supergraph: Supergraph,
  document: DocumentNode,
  named: NamedRequirements,
): Supergraph {
  if (named.document === document) return supergraph;
  // Requirements may be hidden from clients; here they become part of what is asked.
  const visible = visit(named.document, {
    Directive: ({ name }) => (name.value === 'inaccessible' ? null : undefined),
  });
  return Supergraph.build(visible, { supportedFeatures: SUPPORTED_FEATURES, validateSupergraph: false });
}
