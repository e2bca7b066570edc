import {
  type FieldNode,
  type GraphQLCompositeType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type SelectionSetNode,
} from 'graphql';
import { deniedMark } from '../../access/deniedMark.ts';
import { INVALID } from './Completer.ts';
import { collectFields, type SelectionScope } from './collectFields.ts';
import { compileValue } from './compileValue.ts';
import type { FieldPlan, ObjectPlan, SelectionPlan } from './SelectionPlan.ts';

/**
 * Prepares one place of an operation for projection; types are compiled when the first object of theirs turns up.
 *
 * @param type - what the API schema says stands here.
 */
export function compileSelection(
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  scope: SelectionScope,
): SelectionPlan {
  const plans = new Map<string, ObjectPlan>();
  const planOf = (concrete: GraphQLCompositeType): ObjectPlan => {
    let plan = plans.get(concrete.name);
    if (plan === undefined) {
      plan = compileObject(concrete, selectionSets, scope);
      plans.set(concrete.name, plan);
    }
    return plan;
  };
  return {
    forType(typeName) {
      const concrete = concreteType(type, typeName, scope);
      return concrete && planOf(concrete);
    },
    findFields(source) {
      const possible = isAbstractType(type) ? scope.schema.getPossibleTypes(type) : [type];
      return possible.flatMap((concrete) => planOf(concrete).bySource.get(source) ?? []);
    },
  };
}

function concreteType(
  declared: GraphQLCompositeType,
  typeName: unknown,
  { schema }: SelectionScope,
): GraphQLCompositeType | undefined {
  // An @interfaceObject subgraph answers for an interface without knowing the real type: what is asked of the
  // interface itself can be given all the same.
  if (isObjectType(declared) || typeName === undefined || typeName === declared.name) return declared;
  const named = typeof typeName === 'string' ? schema.getType(typeName) : undefined;
  const fits = (isObjectType(named) || isInterfaceType(named)) && schema.isSubType(declared, named);
  return fits ? named : undefined;
}

function compileObject(
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  scope: SelectionScope,
): ObjectPlan {
  const fields = [...collectFields(type, selectionSets, scope)].flatMap(
    ([key, nodes]) => compileField(type, key, nodes, scope) ?? [],
  );
  return { fields, bySource: new Map(fields.map((field) => [field.source, field])) };
}

function compileField(
  type: GraphQLCompositeType,
  key: string,
  nodes: readonly FieldNode[],
  scope: SelectionScope,
): FieldPlan | undefined {
  const [node] = nodes;
  const name = node?.name.value ?? '';
  const source = (node && scope.aliases.get(node)) ?? key;
  const inherited = key in Object.prototype || source in Object.prototype;
  if (name === '__typename') {
    if (scope.deniedTypes?.has(type.name)) return denied(key, true);
    return { key, source, inherited, local: true, child: null, complete: typeNameOf(type) };
  }
  if (name === '__schema' || name === '__type') {
    return { key, source, inherited, local: true, child: null, complete: (_, run) => run.introspect(nodes) };
  }
  const field = isUnionType(type) ? undefined : type.getFields()[name];
  if (field === undefined) return undefined;
  if (scope.deniedTypes !== null && nodes.some(deniedMark.isOn))
    return denied(key, isNonNullType(field.type));
  const named = getNamedType(field.type);
  const below = nodes.flatMap((node) => node.selectionSet ?? []);
  const child = isCompositeType(named) ? compileSelection(named, below, scope) : null;
  const complete = compileValue(field.type, `${type.name}.${name}`, child);
  return { key, source, inherited, local: false, child, complete };
}

/** Whatever a subgraph may have said there, perhaps for the sake of another field, is not looked at. */
function denied(key: string, isNonNull: boolean): FieldPlan {
  const complete: FieldPlan['complete'] = (_, run) => {
    run.deny();
    return isNonNull ? INVALID : null;
  };
  return { key, source: '', inherited: key in Object.prototype, local: true, child: null, complete };
}

function typeNameOf(type: GraphQLCompositeType): FieldPlan['complete'] {
  if (isObjectType(type)) return () => type.name;
  return (_, run) => {
    run.report(`No subgraph told which ${type.name} this is.`);
    return INVALID;
  };
}
