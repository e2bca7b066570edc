import {
  type ConstDirectiveNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  valueFromASTUntyped,
} from 'graphql';
import { isPlainObject } from '../graphql/isPlainObject.ts';
import { readCostNames } from './readCostNames.ts';

/** What `@listSize` says of a field. */
export interface ListSize {
  readonly assumedSize: number | null;
  /** Arguments that say how many items are asked for. */
  readonly slicingArguments: readonly string[];
  /** Fields of what is returned that have this size, instead of the field itself. */
  readonly sizedFields: ReadonlySet<string>;
  readonly requireOneSlicingArgument: boolean;
}

/** What one item of a field costs, what selections below it left aside. */
export interface FieldCost {
  readonly weight: number;
  readonly listSize: ListSize | null;
  /** Lists in each other. */
  readonly listDepth: number;
}

type CostedField = GraphQLField<unknown, unknown>;

type Described = {
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] } | null | undefined;
};

/** Weights and sizes as one supergraph gives them by `@cost` and `@listSize`, with the specification's defaults. */
export class CostModel {
  readonly schema: GraphQLSchema;
  readonly #names: { readonly cost: string; readonly listSize: string };
  readonly #fields = new Map<CostedField, FieldCost>();
  readonly #behind = new Map<CostedField, readonly CostedField[]>();
  readonly #inputs = new Map<GraphQLNamedType, boolean>();

  /** @param schema - the whole supergraph, its directives included. */
  constructor(schema: GraphQLSchema) {
    this.schema = schema;
    this.#names = readCostNames(schema);
  }

  ofField(field: CostedField): FieldCost {
    const known = this.#fields.get(field);
    if (known !== undefined) return known;
    const cost = {
      weight: this.#weightOf(field) ?? this.#weightOfType(getNamedType(field.type)),
      listSize: this.#listSizeOf(field),
      listDepth: listDepthOf(field.type),
    };
    this.#fields.set(field, cost);
    return cost;
  }

  /**
   * Fields that a field may turn out to be: itself, and where its type is an interface, those of its types that may cost
   * something else.
   */
  fieldsBehind(parent: GraphQLNamedType, field: CostedField): readonly CostedField[] {
    if (!isInterfaceType(parent)) return [field];
    const known = this.#behind.get(field);
    if (known !== undefined) return known;
    const own = this.ofField(field);
    const others = this.schema.getPossibleTypes(parent).flatMap((type) => {
      const other = type.getFields()[field.name];
      if (other === undefined) return [];
      const { weight, listSize } = this.ofField(other);
      const isSame =
        weight <= own.weight && listSize === null && !other.args.some((one) => this.canCost(one));
      return isSame ? [] : [other];
    });
    const all = [field, ...others];
    this.#behind.set(field, all);
    return all;
  }

  /** Of a value given to an argument or a field of an input object, that value's own content left aside. */
  ofInput(input: GraphQLArgument | GraphQLInputField): number {
    const type = getNamedType(input.type);
    return this.#weightOf(input) ?? this.#weightOf(type) ?? (isInputObjectType(type) ? 1 : 0);
  }

  /** Whether values of an argument can cost anything: most cannot, and are not looked at. */
  canCost(input: GraphQLArgument | GraphQLInputField): boolean {
    return this.ofInput(input) > 0 || this.#canTypeCost(getNamedType(input.type));
  }

  #canTypeCost(type: GraphQLNamedType): boolean {
    const known = this.#inputs.get(type);
    if (known !== undefined || !isInputObjectType(type)) return known ?? false;
    this.#inputs.set(type, false);
    const can = Object.values(type.getFields()).some((field) => this.canCost(field));
    this.#inputs.set(type, can);
    return can;
  }

  #weightOfType(type: GraphQLNamedType): number {
    const own = this.#weightOf(type);
    if (own !== undefined) return own;
    if (!isCompositeType(type)) return 0;
    if (!isAbstractType(type)) return 1;
    // Nobody knows yet which of them it will be.
    return Math.max(
      1,
      ...this.schema.getPossibleTypes(type).map((possible) => this.#weightOf(possible) ?? 1),
    );
  }

  #weightOf({ astNode }: Described): number | undefined {
    const weight = argumentsOf(astNode?.directives, this.#names.cost)?.['weight'];
    // A number in Federation's definition, a text in the specification.
    const value = typeof weight === 'string' ? Number(weight) : weight;
    return typeof value === 'number' && value >= 0 ? value : undefined;
  }

  #listSizeOf({ astNode }: Described): ListSize | null {
    const given = argumentsOf(astNode?.directives, this.#names.listSize);
    if (given === undefined) return null;
    const { assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument } = given;
    return {
      assumedSize: typeof assumedSize === 'number' ? assumedSize : null,
      slicingArguments: texts(slicingArguments),
      sizedFields: new Set(texts(sizedFields)),
      requireOneSlicingArgument: requireOneSlicingArgument !== false,
    };
  }
}

function argumentsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): Readonly<Record<string, unknown>> | undefined {
  const applied = directives?.find((directive) => directive.name.value === name);
  if (applied === undefined) return undefined;
  const values: unknown = Object.fromEntries(
    (applied.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]),
  );
  return isPlainObject(values) ? values : undefined;
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

function listDepthOf(type: GraphQLType): number {
  if (isNonNullType(type)) return listDepthOf(type.ofType);
  return isListType(type) ? 1 + listDepthOf(type.ofType) : 0;
}
