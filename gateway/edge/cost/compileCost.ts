import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql';
import type { CostModel } from './CostModel.ts';
import type { Amount, CostNode, SelectionCost } from './CostNode.ts';
import { type AskedField, collectAsked, type TypedSelection } from './collectAsked.ts';
import { compileArguments } from './compileArguments.ts';
import { compileListSize } from './compileListSize.ts';
import { evaluateCost } from './evaluateCost.ts';
import { maxOf } from './maxOf.ts';

export interface CostCompilation {
  readonly model: CostModel;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Where neither the schema nor the request says how long a list is. */
  readonly defaultSize: number;
  /** Called for each selection that is looked at; may throw where it was enough. */
  readonly onSelection: () => void;
  /** Whether parts that no variable decides about are kept, to tell where a cost comes from; default they are added up. */
  readonly keepsParts?: boolean;
}

/** What an operation costs, by its variables. */
export interface CompiledCost {
  /** Of the operation itself. */
  readonly base: number;
  readonly root: SelectionCost;
}

/** As in Apollo's router: a write is dear. */
const MUTATION = 10;

/**
 * Compiles what an operation costs. It need not be valid: what the schema does not know costs nothing, and is refused
 * before it is planned.
 *
 * @throws {TongbanError} BAD_USER_INPUT as `compileListSize` does.
 */
export function compileCost(operation: OperationDefinitionNode, compilation: CostCompilation): CompiledCost {
  const base = operation.operation === 'mutation' ? MUTATION : 0;
  const type = compilation.model.schema.getRootType(operation.operation);
  if (!type) return { base, root: NOTHING };
  const compiler = new CostCompiler(compilation);
  return {
    base,
    root: compiler.compile([{ type, set: operation.selectionSet, conditions: null }], type, null),
  };
}

const NOTHING: SelectionCost = { groups: [], choices: [], constant: 0 };

class CostCompiler {
  readonly #compilation: CostCompilation;

  constructor(compilation: CostCompilation) {
    this.#compilation = compilation;
  }

  /** @param sized - fields whose size the field above decides. */
  compile(
    selections: readonly TypedSelection[],
    parent: GraphQLNamedType,
    sized: SizedFields | null,
  ): SelectionCost {
    const { fragments, model, onSelection, keepsParts = false } = this.#compilation;
    const asked = collectAsked(selections, { fragments, schema: model.schema, onSelection });
    const groups: (readonly CostNode[])[] = [];
    const types: GraphQLNamedType[] = [];
    for (const [type, fields] of asked) {
      types.push(type);
      const nodes = [...fields.values()].flatMap((field) => this.#compileField(type, field, sized) ?? []);
      groups.push(keepsParts ? nodes : addUp(nodes));
    }
    const choices = isObjectType(parent) ? [[...groups.keys()]] : this.#choicesOf(parent, types);
    const cost = { groups, choices, constant: null };
    if (!groups.flat().every(isConstant)) return cost;
    const constant = evaluateCost(cost, () => undefined);
    return keepsParts ? { ...cost, constant } : { ...NOTHING, constant };
  }

  #compileField(parent: GraphQLNamedType, asked: AskedField, sized: SizedFields | null): CostNode | null {
    const field = this.#fieldOf(parent, asked.node);
    if (field === undefined) return null;
    const { model } = this.#compilation;
    const { conditions } = asked;
    const given = asked.node.arguments ?? [];
    const isIntrospection = field.name.startsWith('__') || parent.name.startsWith('__');
    const behind = model.fieldsBehind(parent, field);
    const { size, below: sizedBelow } = this.#sizeOf(behind, asked.node);
    const type = getNamedType(field.type);
    const below = asked.sets.map((selection) => ({ ...selection, type }));
    return {
      name: field.name,
      fixed: maxOf(behind.map((one) => compileArguments(one, given, model))),
      weight: Math.max(...behind.map((one) => model.ofField(one).weight)),
      // How long lists of types and fields are, the depth limit of introspection bounds.
      size: isIntrospection ? 1 : (sized?.sizeOf(field.name) ?? size),
      isThere: conditions && ((read) => conditions.every((holds) => holds(read))),
      below: isCompositeType(type) ? this.compile(below, type, sizedBelow) : NOTHING,
    };
  }

  /**
   * How many items a field returns, and how many some of the fields below it do.
   *
   * @param fields - that it may turn out to be, itself first.
   */
  #sizeOf(
    fields: readonly GraphQLField<unknown, unknown>[],
    { arguments: given = [] }: FieldNode,
  ): { readonly size: Amount; readonly below: SizedFields | null } {
    const { defaultSize, model } = this.#compilation;
    const sizes: Amount[] = [];
    const below: SizedField[] = [];
    for (const [index, field] of fields.entries()) {
      const { listSize, listDepth } = model.ofField(field);
      if (listSize === null) {
        sizes.push(listDepth > 0 ? defaultSize ** listDepth : 1);
        continue;
      }
      // Who asks through an interface can give only the arguments of its own field.
      const requireOneSlicingArgument = listSize.requireOneSlicingArgument && index === 0;
      const asked = { ...listSize, requireOneSlicingArgument };
      const size = compileListSize({ field, given, listSize: asked, defaultSize });
      if (listSize.sizedFields.size > 0) below.push({ names: listSize.sizedFields, size });
      else if (listDepth > 0) sizes.push(size);
    }
    return {
      size: sizes.length === 0 ? 1 : maxOf(sizes),
      below: below.length === 0 ? null : new SizedFields(below),
    };
  }

  #fieldOf(parent: GraphQLNamedType, { name }: FieldNode): GraphQLField<unknown, unknown> | undefined {
    if (parent === this.#compilation.model.schema.getQueryType()) {
      const meta = [SchemaMetaFieldDef, TypeMetaFieldDef].find((field) => field.name === name.value);
      if (meta !== undefined) return meta;
    }
    return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name.value] : undefined;
  }

  /** Types with the same groups count once. */
  #choicesOf(parent: GraphQLNamedType, types: readonly GraphQLNamedType[]): readonly (readonly number[])[] {
    const { schema } = this.#compilation.model;
    if (!isCompositeType(parent) || isObjectType(parent)) return [];
    const applies = (type: GraphQLNamedType, possible: GraphQLObjectType) =>
      type === possible || (isCompositeType(type) && !isObjectType(type) && schema.isSubType(type, possible));
    const choices = new Map<string, readonly number[]>();
    for (const possible of schema.getPossibleTypes(parent)) {
      const choice = types.flatMap((type, index) => (applies(type, possible) ? [index] : []));
      choices.set(choice.join(), choice);
    }
    return [...choices.values()];
  }
}

interface SizedField {
  readonly names: ReadonlySet<string>;
  readonly size: Amount;
}

/** Fields of a connection that have the size which was asked of the field that returns it. */
class SizedFields {
  readonly #sized: readonly SizedField[];

  constructor(sized: readonly SizedField[]) {
    this.#sized = sized;
  }

  sizeOf(name: string): Amount | undefined {
    const sizes = this.#sized.filter(({ names }) => names.has(name)).map(({ size }) => size);
    return sizes.length === 0 ? undefined : maxOf(sizes);
  }
}

/** Brings together what no variable decides about. */
function addUp(nodes: readonly CostNode[]): readonly CostNode[] {
  const constants = nodes.filter(isConstant);
  const fixed = evaluateCost({ groups: [constants], choices: [[0]], constant: null }, () => undefined);
  const others = nodes.filter((node) => !isConstant(node));
  return fixed === 0 ? others : [...others, { ...NO_NODE, fixed }];
}

const NO_NODE: CostNode = { name: '', fixed: 0, weight: 0, size: 0, isThere: null, below: NOTHING };

const isConstant = ({ fixed, size, isThere, below }: CostNode): boolean =>
  typeof fixed === 'number' && typeof size === 'number' && isThere === null && below.constant !== null;
