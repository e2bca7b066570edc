import {
  type ArgumentNode,
  type DirectiveNode,
  doTypesOverlap,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ArgumentDecision, ArgumentSite } from './decideArgument.ts';
import { dropUnknownLiteralFields } from './dropUnknownLiteralFields.ts';
import { conditionsOf } from './InclusionCondition.ts';
import type { FieldStep, NotOfferedField } from './NotOfferedField.ts';
import { responseKeysFor } from './responseKeysFor.ts';
import { typesMeant } from './typesMeant.ts';

export interface PruningRules {
  /** What the endpoint serves. */
  readonly schema: GraphQLSchema;
  /** What the operation was planned against. */
  readonly contract: GraphQLSchema | undefined;
  readonly decide: (site: ArgumentSite) => ArgumentDecision;
}

export interface PrunedSelection {
  readonly selections: readonly SelectionNode[];
  readonly notOffered: readonly NotOfferedField[];
  /** Whether anything was taken away, be it without loss. */
  readonly isChanged: boolean;
}

/**
 * Takes away what an endpoint's schema does not know, and says which fields got lost by it.
 *
 * A field whose selection becomes empty is lost as a whole; a selection of which keys or `__typename` remain stays.
 *
 * @param set - without named fragments; see `inlineFragments`.
 */
export function pruneSelection(
  set: SelectionSetNode,
  parent: GraphQLCompositeType,
  rules: PruningRules,
): PrunedSelection {
  const parts = set.selections.map((node) => {
    if (node.kind === Kind.FIELD) return pruneField(node, parent, rules);
    if (node.kind === Kind.INLINE_FRAGMENT) return pruneFragment(node, parent, rules);
    throw new RangeError('a named fragment was not written out');
  });
  return {
    selections: parts.flatMap(({ selections }) => selections),
    notOffered: parts.flatMap(({ notOffered }) => notOffered),
    isChanged: parts.some(({ isChanged }) => isChanged),
  };
}

function pruneField(node: FieldNode, parent: GraphQLCompositeType, rules: PruningRules): PrunedSelection {
  const { directives, isChanged: lostDirectives } = knownDirectives(node.directives, rules.schema);
  const key = (node.alias ?? node.name).value;
  const conditions = conditionsOf(node.directives);
  const lost = {
    selections: [],
    notOffered: [{ path: [{ key, types: undefined }], conditions }],
    isChanged: true,
  } as const;
  if (node.name.value === '__typename') {
    return { selections: [{ ...node, directives }], notOffered: [], isChanged: lostDirectives };
  }

  const field =
    isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
  const given = field && pruneArguments(node, field, parent, rules);
  if (!field || !given) return lost;
  const isChanged = lostDirectives || given.isChanged;
  const kept = { ...node, arguments: given.kept, directives };

  const type = getNamedType(field.type);
  if (!node.selectionSet || !isCompositeType(type)) {
    const isLeafOnBothSides = !node.selectionSet && !isCompositeType(type);
    return isLeafOnBothSides ? { selections: [kept], notOffered: [], isChanged } : lost;
  }
  const inner = pruneSelection(node.selectionSet, type, rules);
  if (inner.selections.length === 0) return lost;
  return {
    selections: [{ ...kept, selectionSet: { ...node.selectionSet, selections: inner.selections } }],
    notOffered: inner.notOffered.map(({ path, conditions: below }) => ({
      path: [{ key, types: undefined }, ...path],
      conditions: [...conditions, ...below],
    })),
    isChanged: isChanged || inner.isChanged,
  };
}

function pruneFragment(
  node: InlineFragmentNode,
  parent: GraphQLCompositeType,
  rules: PruningRules,
): PrunedSelection {
  const { schema, contract } = rules;
  const { directives, isChanged: lostDirectives } = knownDirectives(node.directives, schema);
  const conditions = conditionsOf(node.directives);
  const name = node.typeCondition?.name.value;
  const type = name === undefined ? parent : schema.getType(name);
  const meant = name === undefined ? undefined : typesMeant(name, schema, contract);
  const types = isObjectType(parent) && meant?.has(parent.name) ? undefined : meant;

  if (!isCompositeType(type) || !doTypesOverlap(schema, type, parent)) {
    const asked = responseKeysFor(node.selectionSet, undefined, schema, contract);
    const notOffered = asked
      .filter(({ isTypename }) => !isTypename)
      .map((field) => ({
        path: [{ key: field.key, types: both(types, field.types) }] as const,
        conditions: [...conditions, ...field.conditions],
      }));
    return { selections: [], notOffered, isChanged: true };
  }
  const inner = pruneSelection(node.selectionSet, type, rules);
  const notOffered = inner.notOffered.map(({ path: [first, ...rest], conditions: below }) => ({
    path: [{ key: first.key, types: both(types, first.types) }, ...rest] as [FieldStep, ...FieldStep[]],
    conditions: [...conditions, ...below],
  }));
  const selectionSet = { ...node.selectionSet, selections: inner.selections };
  return {
    selections: inner.selections.length === 0 ? [] : [{ ...node, directives, selectionSet }],
    notOffered,
    isChanged: lostDirectives || inner.isChanged,
  };
}

/** The arguments to send, or `null` where the field cannot be asked with them. */
function pruneArguments(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  parent: GraphQLCompositeType,
  { contract, decide }: PruningRules,
): { readonly kept: readonly ArgumentNode[]; readonly isChanged: boolean } | null {
  const meant = contract?.getType(parent.name);
  const promised = isObjectType(meant) || isInterfaceType(meant) ? meant.getFields()[field.name] : undefined;
  const kept: ArgumentNode[] = [];
  let isChanged = false;
  for (const argument of node.arguments ?? []) {
    const isMeant = ({ name }: { readonly name: string }) => name === argument.name.value;
    const definition = field.args.find(isMeant);
    const contractDefault = promised?.args.find(isMeant)?.defaultValue;
    const decision = decide({ node: argument, definition, contractDefault });
    if (decision === 'drop') return null;
    if (decision === 'omit' || !definition) {
      isChanged = true;
      continue;
    }
    const value = dropUnknownLiteralFields(argument.value, definition.type);
    isChanged ||= print(value) !== print(argument.value);
    kept.push({ ...argument, value });
  }
  const isGiven = ({ name }: { readonly name: string }) =>
    kept.some((argument) => argument.name.value === name);
  return field.args.filter(isRequiredArgument).every(isGiven) ? { kept, isChanged } : null;
}

function knownDirectives(directives: readonly DirectiveNode[] = [], schema: GraphQLSchema) {
  const known = directives.filter(({ name }) => schema.getDirective(name.value));
  return { directives: known, isChanged: known.length !== directives.length };
}

function both(
  a: ReadonlySet<string> | undefined,
  b: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  if (!a || !b) return a ?? b;
  return new Set([...a].filter((name) => b.has(name)));
}
