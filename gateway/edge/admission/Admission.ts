import type { GraphQLSchema } from 'graphql';
import type { CallContextCaller } from '../../../domain/callContext.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Cancellation } from '../../Cancellation.ts';
import { PlanningTurns } from '../../plan/aside/PlanningTurns.ts';
import { CostModel } from '../cost/CostModel.ts';
import { evaluateCost } from '../cost/evaluateCost.ts';
import type { DocumentGate, FoundDocument } from '../documents/DocumentGate.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import type { GraphqlParameters } from '../graphql/GraphqlParameters.ts';
import type { RequestRates } from '../rates/RequestRates.ts';
import type { AdmittedOperation } from './AdmittedOperation.ts';
import { describeCost } from './describeCost.ts';
import { ExaminedDocuments } from './ExaminedDocuments.ts';
import type { ExaminedOperation } from './ExaminedOperation.ts';
import { examineDocument } from './examineDocument.ts';
import { readVariables } from './readVariables.ts';
import { refuseUnfitVariables } from './refuseUnfitVariables.ts';

export interface AdmissionOptions {
  readonly limits: EdgeLimits;
  readonly documents: DocumentGate;
  /** The whole supergraph of this moment. */
  readonly schema: () => GraphQLSchema;
  /** `null`: nobody's requests are counted. */
  readonly rates: RequestRates | null;
  /** Of documents that are not known yet; by default they have turns of their own. */
  readonly turns?: PlanningTurns;
}

/**
 * Decides, before anything costly happens, whether an operation may be worked on: one for all ways in. The operation need
 * not be valid for the schema.
 */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #examined = new ExaminedDocuments();
  readonly #turns: PlanningTurns;
  #model: CostModel | undefined;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#turns = options.turns ?? new PlanningTurns();
  }

  /**
   * @param request - whose document is not looked at after its end.
   * @returns a promise only where something elsewhere must be asked, or many documents have come that nobody has sent before.
   * @throws {TongbanError} OPERATION_NOT_TRUSTED, PERSISTED_QUERY_NOT_FOUND and others of `DocumentGate.find`;
   *   OPERATION_TOO_COSTLY naming the limit; OPERATION_RESOLUTION_FAILURE where no operation is meant; BAD_USER_INPUT for
   *   slicing arguments; RATE_LIMITED.
   * @throws {GraphQLError} where the text cannot be parsed. It rejects with the same.
   */
  admit(
    parameters: GraphqlParameters,
    caller: CallContextCaller | null,
    request?: Pick<Cancellation, 'aborted'>,
  ): AdmittedOperation | Promise<AdmittedOperation> {
    const found = this.#options.documents.find(parameters, caller?.portal ?? '');
    const judge = (document: FoundDocument) => {
      const examined = this.#examine(document, request);
      if (examined instanceof Promise)
        return examined.then((operations) => this.#judge(document, operations, parameters, caller));
      return this.#judge(document, examined, parameters, caller);
    };
    // What is known is not waited for: each wait would cost more than the rest of this together.
    return found instanceof Promise ? found.then(judge) : judge(found);
  }

  /** Documents are looked at again: the limits are others. */
  forget(): void {
    this.#examined.clear();
  }

  #judge(
    document: FoundDocument,
    operations: readonly ExaminedOperation[],
    { operationName, variables }: GraphqlParameters,
    caller: CallContextCaller | null,
  ): AdmittedOperation | Promise<AdmittedOperation> {
    const { documents, limits, rates } = this.#options;
    const { text: query, documentId } = document;
    const model = this.#currentModel();
    const examined = chooseOperation(operations, operationName);
    refuseUnfitVariables(variables, limits.inputItems);
    const cost = costOf(examined, variables);
    const { kind } = examined;
    const admitted = { kind, query, operationName, variables, documentId, cost, examined };
    if (cost > limits.cost) throw describeCost(admitted, limits, model);
    const counted = rates?.take(caller, cost) ?? null;
    if (counted === null) {
      documents.register(document);
      return admitted;
    }
    return counted.then(() => {
      documents.register(document);
      return admitted;
    });
  }

  #currentModel(): CostModel {
    const schema = this.#options.schema();
    if (this.#model?.schema !== schema) this.#model = new CostModel(schema);
    return this.#model;
  }

  #examine(
    { text, documentId }: FoundDocument,
    request: Pick<Cancellation, 'aborted'> | undefined,
  ): readonly ExaminedOperation[] | Promise<readonly ExaminedOperation[]> {
    const known = this.#examined.find(text, this.#currentModel().schema);
    if (known !== undefined) return known;
    const examine = () => {
      const model = this.#currentModel();
      // Another request may have brought it meanwhile.
      const found = this.#examined.find(text, model.schema);
      if (found !== undefined) return found;
      const operations = examineDocument(text, this.#options.limits, model);
      this.#examined.remember(text, operations, documentId !== null);
      return operations;
    };
    // After a reload the operations of every day are all looked at again, and most are planned already.
    if (this.#examined.isFamiliar(text)) return examine();
    return this.#turns.take('new', () => request?.aborted !== true, examine);
  }
}

function costOf({ cost: { base, root }, defaults }: ExaminedOperation, variables: Variables): number {
  return base + (root.constant ?? evaluateCost(root, readVariables(variables, defaults)));
}

type Variables = AdmittedOperation['variables'];

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
