import { isFed1Supergraph, Supergraph } from '@apollo/federation-internals';
import { type DocumentNode, parse, visit } from 'graphql';
import { createSupergraphFacts } from '../execute/createSupergraphFacts.ts';
import { ApolloPlanner } from './ApolloPlanner.ts';
import { completeContexts } from './completeContexts.ts';
import { keepExecutableDirectives } from './keepExecutableDirectives.ts';
import type { NamedRequirements } from './NamedRequirements.ts';
import { nameRequiredFields } from './nameRequiredFields.ts';
import type { PlanningSchemas } from './PlanningSchemas.ts';
import { resolvableKeysFirst } from './resolvableKeysFirst.ts';
import { SUPPORTED_FEATURES } from './supportedFeatures.ts';

/** A supergraph, read as far as planning needs it. */
export interface Planning {
  readonly document: DocumentNode;
  readonly supergraph: Supergraph;
  readonly schemas: PlanningSchemas;
  readonly planner: ApolloPlanner;
}

/**
 * Reads a supergraph and makes a planner for it, step by step: each takes some tens of milliseconds for a large one.
 *
 * @throws {Error} of whoever finds that the SDL is no Federation 2 supergraph or links something unsupported.
 */
export function* buildPlanning(supergraphSdl: string): Generator<void, Planning> {
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
  return { document, supergraph, schemas, planner: new ApolloPlanner(forPlanning, named, schemas) };
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
