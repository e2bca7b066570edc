import {
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type ValueNode,
} from 'graphql';

/** Leaves out the input fields of a literal that the endpoint lacks; only for literals whose unknown fields are null. */
export function dropUnknownLiteralFields<Node extends ValueNode>(node: Node, type: GraphQLInputType): Node {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const { ofType } = nullable;
    return node.kind === Kind.LIST
      ? { ...node, values: node.values.map((item) => dropUnknownLiteralFields(item, ofType)) }
      : dropUnknownLiteralFields(node, ofType);
  }
  if (!isInputObjectType(nullable) || node.kind !== Kind.OBJECT) return node;

  const known = nullable.getFields();
  const fields = node.fields.flatMap((item) => {
    const field = known[item.name.value];
    return field ? [{ ...item, value: dropUnknownLiteralFields(item.value, field.type) }] : [];
  });
  return { ...node, fields };
}
