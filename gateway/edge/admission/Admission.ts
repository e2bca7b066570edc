import { type GraphQLSchema, Kind, parse } from 'graphql';
import type { CallContextCaller } from '../../../domain/callContext.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { CostModel } from '../cost/CostModel.ts';
import type { DocumentGate } from '../documents/DocumentGate.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import type { GraphqlParameters } from '../graphql/GraphqlParameters.ts';
import type { RequestRates } from '../rates/RequestRates.ts';
import type { AdmittedOperation } from './AdmittedOperation.ts';
import { ExaminedOperation } from './ExaminedOperation.ts';
import { measureOperations } from './measureOperations.ts';
import { refuseCycles } from './refuseCycles.ts';
import { refuseDeepIntrospection } from './refuseDeepIntrospection.ts';
import { refuseLongLists } from './refuseLongLists.ts';
import { refuseLongVariables } from './refuseLongVariables.ts';
import { scanTokens } from './scanTokens.ts';

/** Documents that are remembered as harmless, and how long one may be for that. */
const REMEMBERED = 2_000;
const LONGEST_REMEMBERED = 16_384;

export interface AdmissionOptions {
  readonly limits: EdgeLimits;
  readonly documents: DocumentGate;
  /** The whole supergraph of this moment. */
  readonly schema: () => GraphQLSchema;
  /** `null`: nobody's requests are counted. */
  readonly rates: RequestRates | null;
}

/**
 * Decides, before anything costly happens, whether an operation may be worked on: one for all ways in. The operation need
 * not be valid for the schema.
 */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #examined = new Map<string, readonly ExaminedOperation[]>();
  #model: CostModel | undefined;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /**
   * @throws {TongbanError} OPERATION_NOT_TRUSTED, PERSISTED_QUERY_NOT_FOUND and others of `DocumentGate.find`;
   *   OPERATION_TOO_COSTLY naming the limit; OPERATION_RESOLUTION_FAILURE where no operation is meant; BAD_USER_INPUT for
   *   slicing arguments; RATE_LIMITED.
   * @throws {GraphQLError} where the text cannot be parsed.
   */
  async admit(parameters: GraphqlParameters, caller: CallContextCaller | null): Promise<AdmittedOperation> {
    const { documents, limits, rates } = this.#options;
    const { operationName, variables } = parameters;
    const found = documents.find(parameters, caller?.portal ?? '');
    // What is known is not waited for: each wait would cost more than the rest of this together.
    const document = found instanceof Promise ? await found : found;
    const { text: query, documentId } = document;
    const operation = chooseOperation(this.#examined.get(query) ?? this.#examine(query), operationName);
    refuseLongVariables(variables, limits.inputItems);
    const cost = operation.cost(variables, this.#currentModel());
    const counted = rates?.take(caller, cost) ?? null;
    if (counted !== null) await counted;
    documents.register(document);
    return { kind: operation.kind, query, operationName, variables, documentId, cost };
  }

  #currentModel(): CostModel {
    const schema = this.#options.schema();
    if (this.#model?.schema !== schema) this.#model = new CostModel(schema);
    return this.#model;
  }

  #examine(text: string): readonly ExaminedOperation[] {
    const { limits } = this.#options;
    scanTokens(text, limits);
    const document = parse(text, { noLocation: true, maxTokens: limits.tokens });
    const { definitions } = document;
    const fragments = new Map(
      definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
      ),
    );
    const operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    if (fragments.size > limits.fragments) {
      throw new TongbanError(
        'OPERATION_TOO_COSTLY',
        `A document may hold ${limits.fragments} fragments at most`,
      );
    }
    refuseCycles(fragments);
    for (const operation of operations) {
      if ((operation.variableDefinitions?.length ?? 0) > limits.variables) {
        throw new TongbanError(
          'OPERATION_TOO_COSTLY',
          `An operation may have ${limits.variables} variables at most`,
        );
      }
    }
    measureOperations(operations, fragments, limits);
    refuseLongLists(document, limits.inputItems);
    refuseDeepIntrospection(document, text);
    const examined = operations.map((node) => new ExaminedOperation(node, fragments, limits));
    this.#remember(text, examined);
    return examined;
  }

  #remember(text: string, operations: readonly ExaminedOperation[]): void {
    if (text.length > LONGEST_REMEMBERED) return;
    this.#examined.set(text, operations);
    if (this.#examined.size <= REMEMBERED) return;
    const [oldest] = this.#examined.keys();
    if (oldest !== undefined) this.#examined.delete(oldest);
  }
}

function chooseOperation(
  operations: readonly ExaminedOperation[],
  operationName: string | undefined,
): ExaminedOperation {
  const [chosen, ...others] =
    operationName === undefined ? operations : operations.filter(({ name }) => name === operationName);
  if (chosen !== undefined && (others.length === 0 || operationName !== undefined)) return chosen;
  throw new TongbanError(
    'OPERATION_RESOLUTION_FAILURE',
    operationName === undefined
      ? 'The document does not hold exactly one operation, and operationName does not choose one'
      : 'The document holds no operation of the name given by operationName',
  );
}
