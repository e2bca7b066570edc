import { Kind, type OperationTypeNode, parse } from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import { measureOperations } from './measureOperations.ts';
import { refuseCycles } from './refuseCycles.ts';
import { scanTokens } from './scanTokens.ts';

/** Documents that are remembered as harmless, and how long one may be for that. */
const REMEMBERED = 2_000;
const LONGEST_REMEMBERED = 16_384;

/** An operation of a document. */
interface NamedOperation {
  readonly name: string | undefined;
  readonly type: OperationTypeNode;
}

/** Decides, before anything costly happens, whether a document may be worked on; it need not be valid for the schema. */
export class Admission {
  readonly #limits: EdgeLimits;
  readonly #admitted = new Map<string, readonly NamedOperation[]>();

  constructor(limits: EdgeLimits) {
    this.#limits = limits;
  }

  /**
   * @returns the kind of the operation that is meant.
   * @throws {TongbanError} OPERATION_TOO_COSTLY naming the limit, OPERATION_RESOLUTION_FAILURE where no operation is
   *   meant, GRAPHQL_VALIDATION_FAILED for fragments in a circle.
   * @throws {GraphQLError} where the text cannot be parsed.
   */
  admit(text: string, operationName: string | undefined): OperationTypeNode {
    const operations = this.#admitted.get(text) ?? this.#examine(text);
    return chooseOperation(operations, operationName).type;
  }

  /** Documents have to be looked at again: the limits are others. */
  forget(): void {
    this.#admitted.clear();
  }

  #examine(text: string): readonly NamedOperation[] {
    const limits = this.#limits;
    scanTokens(text, limits);
    const { definitions } = parse(text, { noLocation: true, maxTokens: limits.tokens });
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
    const named = operations.map(({ name, operation }) => ({ name: name?.value, type: operation }));
    this.#remember(text, named);
    return named;
  }

  #remember(text: string, operations: readonly NamedOperation[]): void {
    if (text.length > LONGEST_REMEMBERED) return;
    this.#admitted.set(text, operations);
    if (this.#admitted.size <= REMEMBERED) return;
    const [oldest] = this.#admitted.keys();
    if (oldest !== undefined) this.#admitted.delete(oldest);
  }
}

function chooseOperation(
  operations: readonly NamedOperation[],
  operationName: string | undefined,
): NamedOperation {
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
