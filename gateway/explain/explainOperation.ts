import { type DocumentNode, GraphQLError, parse, validate } from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';
import { Admission } from '../edge/admission/Admission.ts';
import { DocumentGate } from '../edge/documents/DocumentGate.ts';
import { TrustedDocuments } from '../edge/documents/TrustedDocuments.ts';
import { edgeLimits } from '../edge/edgeLimits.ts';
import type { PreparedOperation } from '../execute/PreparedOperation.ts';
import { explainLane } from '../fast/explainLane.ts';
import { parsePartitions } from '../partition/parsePartitions.ts';
import { createGeneration } from '../plan/createGeneration.ts';
import type { Generation } from '../plan/Generation.ts';
import type { Explanation, Lane, RefusalReason } from './Explanation.ts';
import { explainStep } from './explainStep.ts';

export interface ExplainRequest {
  readonly supergraphSdl: string;
  /** The document. */
  readonly text: string;
  readonly operationName?: string;
  /** The content of a partitions file, and its name; without it types say themselves whether they are partitioned. */
  readonly partitions?: { readonly file: string; readonly text: string };
}

/**
 * What a gateway would do with an operation: its plan, or all reasons why it is refused. Nobody is called.
 *
 * @throws {Error} when the supergraph or the partitions cannot be used.
 */
export async function explainOperation(request: ExplainRequest): Promise<Explanation> {
  const { supergraphSdl, text, operationName } = request;
  const generation = generationOf(supergraphSdl);
  const isPartitioned = partitioning(request, generation);
  try {
    const { cost } = await admissionOf(generation).admit(
      { query: text, documentId: undefined, operationName, variables: {} },
      null,
    );
    const document = parse(text);
    const errors = validate(generation.apiSchema, document);
    if (errors.length > 0) {
      return {
        kind: 'refused',
        reasons: errors.map((error) => toReason(error, 'GRAPHQL_VALIDATION_FAILED')),
      };
    }
    const prepared = await generation.prepare(document, text, operationName, NOBODY_DENIED);
    const { operation, plan } = prepared;
    return {
      kind: 'planned',
      operation: { type: operation.operation, name: operation.name?.value ?? null },
      fetches: plan.fetches.length,
      passes: plan.passes,
      cost,
      source: plan.source?.service ?? null,
      plan: plan.root && explainStep(plan.root, isPartitioned),
      lane: laneOf(prepared, document, generation),
    };
  } catch (error) {
    if (error instanceof GraphQLError)
      return { kind: 'refused', reasons: [toReason(error, 'GRAPHQL_PARSE_FAILED')] };
    if (!(error instanceof TongbanError)) throw error;
    const { code, message } = error;
    return { kind: 'refused', reasons: [{ code, message, line: null, column: null }] };
  }
}

/** Its faults must not be taken for those of the operation. */
function generationOf(supergraphSdl: string): Generation {
  try {
    return createGeneration(supergraphSdl, 1);
  } catch (error) {
    throw new Error(`the supergraph cannot be used: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** As for callers with all rights. */
const NOBODY_DENIED = null;

/** With the limits that hold by default; every document is welcome. */
function admissionOf({ supergraphSchema }: Generation): Admission {
  const none = new TrustedDocuments([]);
  return new Admission({
    limits: edgeLimits.parse({}),
    documents: new DocumentGate({
      trusted: () => none,
      mode: 'off',
      automatic: null,
      onUntrusted: () => undefined,
    }),
    schema: () => supergraphSchema,
    rates: null,
  });
}

/** Where `fastLane` is on, and once it is known. */
function laneOf(prepared: PreparedOperation, document: DocumentNode, generation: Generation): Lane {
  if (!generation.isUniform) return { lane: 'general', reason: 'not every request has the same plan' };
  const { lane, reason } = explainLane(prepared, document, generation);
  const whose = generation.access === null ? '' : ', for callers who may have all of it';
  return { lane, reason: reason ?? `once it is known, where fastLane is on${whose}` };
}

function partitioning({ partitions }: ExplainRequest, { supergraphSchema, services }: Generation) {
  const isMarked = (typename: string) =>
    supergraphSchema
      .getType(typename)
      ?.astNode?.directives?.some(({ name }) => name.value === 'partition') === true;
  if (partitions === undefined)
    return (_: string, entityTypes: readonly string[]) => entityTypes.some(isMarked);
  const { text, file } = partitions;
  const table = parsePartitions(text, { file, services: [...services.keys()] });
  return (service: string, entityTypes: readonly string[]) => entityTypes.length > 0 && table.has(service);
}

function toReason({ message, locations }: GraphQLError, code: string): RefusalReason {
  const [place] = locations ?? [];
  return { code, message, line: place?.line ?? null, column: place?.column ?? null };
}
