import {
  type ConstValueNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputType,
  isNonNullType,
  isScalarType,
  isTypeSubTypeOf,
  Kind,
  type OperationDefinitionNode,
  print,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';
import { dropUnknownLiteralFields } from './dropUnknownLiteralFields.ts';
import { fitsInput } from './fitsInput.ts';

interface DeclaredVariable {
  readonly node: VariableDefinitionNode;
  /** As the endpoint sees it; `undefined` where it has no such input type. */
  readonly type: GraphQLInputType | undefined;
  /** The default as the endpoint takes it; `undefined` where there is none or the endpoint would refuse it. */
  readonly usableDefault: ConstValueNode | undefined;
}

/** The variables that an operation declares, as one endpoint sees them. */
export class VariableScope {
  readonly #schema: GraphQLSchema;
  readonly #declared: ReadonlyMap<string, DeclaredVariable>;

  constructor(operation: OperationDefinitionNode, schema: GraphQLSchema) {
    this.#schema = schema;
    this.#declared = new Map(
      (operation.variableDefinitions ?? []).map((node) => [node.variable.name.value, declare(node, schema)]),
    );
  }

  /** Whether a definition holds a type or a default that the endpoint would refuse, used or not. */
  get hasUnusable(): boolean {
    return [...this.#declared.values()].some(
      ({ node, type, usableDefault }) => !type || printed(node.defaultValue) !== printed(usableDefault),
    );
  }

  typeOf(name: string): GraphQLInputType | undefined {
    return this.#declared.get(name)?.type;
  }

  /** Whether no value of the variable can change what an endpoint takes. */
  isPlainScalar(name: string): boolean {
    return isScalarType(getNamedType(this.typeOf(name)));
  }

  /** @see GraphQL specification, "All Variable Usages Are Allowed" */
  isAllowedAt(name: string, location: GraphQLInputType, locationHasDefault: boolean): boolean {
    const variable = this.#declared.get(name);
    if (!variable?.type) return false;
    if (!isNonNullType(location) || isNonNullType(variable.type)) {
      return isTypeSubTypeOf(this.#schema, variable.type, location);
    }
    const { usableDefault } = variable;
    const neverNull = (usableDefault && usableDefault.kind !== Kind.NULL) || locationHasDefault;
    return neverNull && isTypeSubTypeOf(this.#schema, variable.type, location.ofType);
  }

  /** The values given, and the declared defaults where none is. */
  effective(variables: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const values: Record<string, unknown> = {};
    for (const [name, { node }] of this.#declared) {
      const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (given !== undefined) values[name] = given;
      else if (node.defaultValue) values[name] = valueFromASTUntyped(node.defaultValue);
    }
    return values;
  }

  /** The definitions of the variables named, without defaults that the endpoint would refuse. */
  definitionsOf(names: ReadonlySet<string>): readonly VariableDefinitionNode[] {
    return [...this.#declared.values()]
      .filter(({ node }) => names.has(node.variable.name.value))
      .map(({ node, usableDefault }) => {
        const { defaultValue, ...bare } = node;
        return usableDefault ? { ...bare, defaultValue: usableDefault } : bare;
      });
  }
}

function declare(node: VariableDefinitionNode, schema: GraphQLSchema): DeclaredVariable {
  const found = typeFromAST(schema, node.type);
  const type = found && isInputType(found) ? found : undefined;
  const { defaultValue } = node;
  if (!type || !defaultValue || !fitsInput(valueFromASTUntyped(defaultValue), type)) {
    return { node, type, usableDefault: undefined };
  }
  return { node, type, usableDefault: dropUnknownLiteralFields(defaultValue, type) };
}

const printed = (node: ConstValueNode | undefined) => (node ? print(node) : '');
